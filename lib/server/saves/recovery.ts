import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Database } from '../db/database'
import { type Journal, settlementWithoutSend } from '../db/repositories/journal/journal'
import type { Settlement } from '../db/repositories/journal/journal-types'
import type { StaleChange } from '../db/repositories/journal/leases'
import type { SentChange } from './outcome'
import { type ReadBack, type ReadBackDeps, readBack, settlementOf } from './read-back'
import { explainInterruption, lastEngineErrorOf, replayCalls } from './replay'
import { type SettleDeps, settle, settleLater } from './settle'

const RUN_EVERY_MS = 10_000

export type RecoveryDeps = Omit<SettleDeps & ReadBackDeps, 'ref'> & {
  database: Pick<Database, 'now'>
  journal: Pick<Journal, 'listStale' | 'takeOver'>
}

/**
 * Settles changes that other or earlier processes left unsettled: at once, then every ten seconds,
 * on every replica. A change is taken over when its heartbeat has stopped. From then on it is only
 * read and recorded, never sent: docs/save-guarantees.md#guarantees. Returns a function that stops
 * the recovery.
 */
export function startRecovery(deps: RecoveryDeps): () => void {
  let isRunning = false
  const run = async () => {
    if (isRunning) return
    isRunning = true
    try {
      await recoverStale(deps)
    } catch (err) {
      deps.log.warn({ event: 'recovery', err })
    } finally {
      isRunning = false
    }
  }
  void run()
  const timer = setInterval(() => void run(), RUN_EVERY_MS).unref()
  return () => clearInterval(timer)
}

/** Finds the stale changes once; resolves when each of them has been read back once. */
export async function recoverStale(deps: RecoveryDeps): Promise<void> {
  const rows = await deps.journal.listStale()
  if (rows.length === 0) return
  const clockOffsetMs = (await deps.database.now()) - Date.now()
  await Promise.all(rows.map((row) => recover({ ...deps, ref: row.change.id }, row, clockOffsetMs)))
}

async function recover(
  deps: RecoveryDeps & { ref: string },
  { change, calls }: StaleChange,
  clockOffsetMs: number,
): Promise<void> {
  // A new holder name for each takeover: if this process is paused, another one can take the change
  // from it.
  const holder = randomUUID()
  if (!(await deps.journal.takeOver(change.id, holder))) return
  deps.log.warn({ event: 'recover', ref: deps.ref, room: change.room, calls: calls.length })
  const lease = { change, holder, hasSent: calls.length > 0 }
  const sent = replayCalls(change, calls, clockOffsetMs)
  let known: readonly SentChange[] = sent
  const findSettlement = async (): Promise<Settlement> => {
    const interruption = explainInterruption(calls)
    if (calls.length === 0) return settlementWithoutSend(change, interruption)
    const read = markKeysInPlace(await readBack(deps, change.room, known), sent)
    known = read.sent
    const settlement = settlementOf(read, { engine: lastEngineErrorOf(calls) })
    const outcome = read.isInconclusive ? 'unknown' : settlement.outcome
    return { ...settlement, outcome, problem: outcome === 'applied' ? undefined : interruption }
  }
  const settlement = await findSettlement()
  await settle(deps, lease, settlement)
  if (settlement.outcome !== 'unknown') return
  settleLater(deps, lease, async () => {
    const next = await findSettlement()
    return next.outcome === 'unknown' ? null : next
  })
}

/**
 * A key that needed no call has none on record. If the room shows its new value, it counts as
 * applied.
 */
function markKeysInPlace(read: ReadBack, sent: readonly SentChange[]): ReadBack {
  const results = read.results.map((result, index) => {
    const change = sent[index]
    const isInPlace =
      change?.status === 'refused' && read.room !== null && result.found === change.to
    return isInPlace ? { ...result, result: 'applied' as const } : result
  })
  return { ...read, results }
}
