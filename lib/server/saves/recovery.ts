import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../db/database'
import { createNotAppliedSettlement } from '../db/repositories/journal/journal'
import type { Settlement } from '../db/repositories/journal/journal-types'
import {
  type AbandonedChange,
  createUnheldFinder,
  type FindAbandonedDeps,
  findStale,
} from './abandoned-changes'
import type { TrackedChange } from './outcome'
import {
  type ReadBack,
  type ReadBackDeps,
  readBack,
  toSettlement,
  WRITE_EXPIRY_MS,
} from './read-back'
import { explainInterruption, findLastEngineError, replayCalls } from './replay'
import { type SettleDeps, settle, settleLater } from './settle'

/** With the 15 s until a lease expires, changes of a killed replica are settled within 20 s. */
const INTERVAL_MS = 2_000

type SettleOneDeps = Omit<SettleDeps & ReadBackDeps, 'ref'>
export type RecoveryDeps = SettleOneDeps & FindAbandonedDeps & { database: Pick<Database, 'kind'> }

/**
 * Settles changes that other or earlier processes left unsettled: at once, then every two seconds,
 * on every replica. Such a change is only read and recorded, never sent:
 * docs/save-guarantees.md#guarantees. `startedAt` is when this process started. Returns a function
 * that stops the recovery.
 */
export function startRecovery(
  deps: RecoveryDeps,
  startedAt = Date.now() - performance.now(),
): () => void {
  const find =
    deps.database.kind === 'embedded' ? createUnheldFinder(deps, startedAt) : () => findStale(deps)
  let isRunning = false
  const run = async () => {
    if (isRunning) return
    isRunning = true
    try {
      await recoverAll(deps, await find())
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

/** Recovers the stale changes once; resolves when each of them has been read back once. */
export async function recoverStale(deps: SettleOneDeps & FindAbandonedDeps): Promise<void> {
  await recoverAll(deps, await findStale(deps))
}

async function recoverAll(
  deps: SettleOneDeps,
  abandonedChanges: readonly AbandonedChange[],
): Promise<void> {
  await Promise.all(
    abandonedChanges.map(async (abandoned) => {
      const { id } = abandoned.change
      // A new holder name for each takeover: if this process is paused, another one can take the
      // change from it.
      const holder = randomUUID()
      if (!(await abandoned.takeOver(holder))) return
      await deps.leaseKeeper.withLease(id, holder, () =>
        recover({ ...deps, ref: id }, abandoned, holder),
      )
    }),
  )
}

async function recover(
  deps: SettleOneDeps & { ref: string },
  { change, calls, latestStartOf }: AbandonedChange,
  holder: string,
): Promise<void> {
  deps.log.warn({ event: 'recover', ref: deps.ref, room: change.room, calls: calls.length })
  const lease = { change, holder, hasSent: calls.length > 0 }
  const trackedChanges = replayCalls(change, calls, latestStartOf)
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
    await sleep(msUntilExpiry(trackedChanges), undefined, { ref: false })
    const next = await findSettlement()
    return next.outcome === 'unknown' ? null : next
  })
}

/** Ms until no call of the change can be applied any more: no read before then is conclusive. */
function msUntilExpiry(trackedChanges: readonly TrackedChange[]): number {
  const starts = trackedChanges.flatMap((each) => ('startedAt' in each ? [each.startedAt] : []))
  return Math.max(0, Math.max(...starts) + WRITE_EXPIRY_MS + 1 - Date.now())
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
