import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Database } from '../db/database'
import { createNotAppliedSettlement, type Journal } from '../db/repositories/journal/journal'
import type { Settlement } from '../db/repositories/journal/journal-types'
import type { StaleChange } from '../db/repositories/journal/leases'
import type { TrackedChange } from './outcome'
import { type ReadBack, type ReadBackDeps, readBack, toSettlement } from './read-back'
import { explainInterruption, findLastEngineError, replayCalls } from './replay'
import { type SettleDeps, settle, settleLater } from './settle'

const INTERVAL_MS = 10_000

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
  const timer = setInterval(() => void run(), INTERVAL_MS).unref()
  return () => clearInterval(timer)
}

/** Finds the stale changes once; resolves when each of them has been read back once. */
export async function recoverStale(deps: RecoveryDeps): Promise<void> {
  const staleChanges = await deps.journal.listStale()
  if (staleChanges.length === 0) return
  const clockOffsetMs = (await deps.database.now()) - Date.now()
  await Promise.all(
    staleChanges.map((row) => recover({ ...deps, ref: row.change.id }, row, clockOffsetMs)),
  )
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
  const trackedChanges = replayCalls(change, calls, clockOffsetMs)
  let latestChanges: readonly TrackedChange[] = trackedChanges
  const findSettlement = async (): Promise<Settlement> => {
    const interruption = explainInterruption(calls)
    if (calls.length === 0) return createNotAppliedSettlement(change, interruption)
    const read = markNoOpsAsApplied(
      await readBack(deps, change.room, latestChanges),
      trackedChanges,
    )
    latestChanges = read.trackedChanges
    const settlement = toSettlement(read, { engine: findLastEngineError(calls) })
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
 * The recorded calls do not mention keys that needed no call. Such a key counts as applied if the
 * room shows its new value.
 */
function markNoOpsAsApplied(read: ReadBack, trackedChanges: readonly TrackedChange[]): ReadBack {
  const results = read.results.map((result, index) => {
    const change = trackedChanges[index]
    const isNoOp =
      change?.status === 'refused' && read.entries !== null && result.found === change.to
    return isNoOp ? { ...result, result: 'applied' as const } : result
  })
  return { ...read, results }
}
