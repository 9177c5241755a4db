import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Database } from '../db/database'
import { createNotAppliedSettlement, type Journal } from '../db/repositories/journal/journal'
import type { Settlement } from '../db/repositories/journal/journal-types'
import {
  type AbandonedChange,
  createExpiredFinder,
  createUnheldFinder,
  type FindAbandonedDeps,
} from './abandoned-changes'
import type { TrackedChange } from './outcome'
import {
  type ReadBack,
  type ReadBackDeps,
  readBack,
  toSettlement,
  waitForExpiry,
} from './read-back'
import { explainInterruption, findLastEngineError, replayCalls } from './replay'
import { type SettleDeps, settle, settleLater } from './settle'

/**
 * A heartbeat is first seen up to this much late, and its end is noticed up to this much late: with
 * the 15 s until a lease expires, changes of a killed replica are settled within 20 s.
 */
const INTERVAL_MS = 1_000

type SettleOneDeps = Omit<SettleDeps & ReadBackDeps, 'ref'> & {
  journal: Pick<Journal, 'takeOver'>
}
export type RecoveryDeps = SettleOneDeps & FindAbandonedDeps & { database: Pick<Database, 'kind'> }

/**
 * Settles changes that other or earlier processes left unsettled: at once, then every second, on
 * every replica. Such a change is only read and recorded, never sent:
 * docs/save-guarantees.md#guarantees. `startedAt` is when this process started, by the monotonic
 * clock. Returns a function that stops the recovery.
 */
export function startRecovery(deps: RecoveryDeps, startedAt = 0): () => void {
  const find =
    deps.database.kind === 'embedded'
      ? createUnheldFinder(deps, startedAt)
      : createExpiredFinder(deps)
  let isRunning = false
  const run = async () => {
    if (isRunning) return
    isRunning = true
    try {
      await recoverChanges(deps, await find())
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

/** Takes the changes over; resolves when each of them has been read back once. */
export async function recoverChanges(
  deps: SettleOneDeps,
  abandonedChanges: readonly AbandonedChange[],
): Promise<void> {
  await Promise.all(
    abandonedChanges.map(async (abandoned) => {
      const { id } = abandoned.change
      // A new holder name for each takeover: if this process is paused, another one can take the
      // change from it.
      const holder = randomUUID()
      if (!(await deps.journal.takeOver(abandoned, holder))) return
      await deps.leaseKeeper.withLease(id, holder, () =>
        recover({ ...deps, ref: id }, abandoned, holder),
      )
    }),
  )
}

async function recover(
  deps: SettleOneDeps & { ref: string },
  { change, calls, latestStart }: AbandonedChange,
  holder: string,
): Promise<void> {
  deps.log.warn({ event: 'recover', ref: deps.ref, room: change.room, calls: calls.length })
  const wasSent = calls.length > 0
  const lease = { change, holder, hasSent: wasSent, mayBeRecorded: wasSent }
  const trackedChanges = replayCalls(change, calls, latestStart)
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
    await waitForExpiry(trackedChanges)
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
