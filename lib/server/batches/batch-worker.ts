import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BatchStopReason } from '@/lib/shared/batches/batch'
import type { BatchJob, BatchWork } from '../db/repositories/batches/batch-work'
import type { LeaderLease } from '../directory/leader-lease'
import type { Log } from '../runtime/log'
import { findJobResult, type SaveBatchRoomDeps, saveBatchRoom } from './save-batch-room'

export type BatchWorkerDeps = SaveBatchRoomDeps & {
  lease: LeaderLease
  work: BatchWork
  batches: { stop(id: string, reason: BatchStopReason): Promise<void> }
  log: Log
}

/**
 * Saves the rooms of batches, in one process among all replicas. Its state is in the store alone: a
 * process that is killed is replaced by the next one, which reads the outcome of each room in the journal.
 */
export type BatchWorker = {
  start(): void
  /** There may be work: the store is read at once instead of within a second. */
  wake(): void
  /** Resolves when the rooms that are being saved have an outcome and the lease is released. */
  stop(): Promise<void>
}

/** So that a batch leaves the Live service and the store to people. */
const PARALLEL_ROOMS = 2
const POLL_MS = 1_000
/** While the Live service or the store refuses everything. */
const PAUSE_MS = 2_000

export function createBatchWorker(
  deps: BatchWorkerDeps,
  clock: () => number = () => performance.now(),
): BatchWorker {
  const { lease, work, batches, log } = deps
  const stopping = new AbortController()
  /** Idempotency-Key → the save of that room. */
  const activeSaves = new Map<string, Promise<void>>()
  let running: Promise<unknown> = Promise.resolve()
  let wakeUp: () => void = () => undefined
  /** Woken while a step ran: the next step follows at once. */
  let wasWoken = false
  let lastBatch: string | null = null
  let pausedUntil = Number.NEGATIVE_INFINITY

  function wake(): void {
    wasWoken = true
    wakeUp()
  }

  async function waitForWork(): Promise<void> {
    const timer = new AbortController()
    const woken = new Promise<void>((resolve) => {
      wakeUp = resolve
    })
    const { signal } = timer
    const slept = sleep(POLL_MS, undefined, { signal, ref: false }).catch(() => undefined)
    await Promise.race([slept, woken])
    timer.abort()
  }

  async function repeatSteps(): Promise<void> {
    while (!stopping.signal.aborted) {
      wasWoken = false
      await step().catch((err: unknown) => log.warn({ event: 'batches', err }))
      if (!wasWoken) await waitForWork()
    }
  }

  async function renew(): Promise<void> {
    for (let ms = 0; !stopping.signal.aborted; ) {
      await sleep(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
      if (stopping.signal.aborted) return
      const wasHeld = lease.heldUntil() > clock()
      ms = await lease.renew().catch((err: unknown) => {
        log.warn({ event: 'batches', err })
        return POLL_MS
      })
      if (!wasHeld && lease.heldUntil() > clock()) wake()
    }
  }

  const canStartSave = () => activeSaves.size < PARALLEL_ROOMS && clock() >= pausedUntil

  async function step(): Promise<void> {
    if (lease.heldUntil() <= clock()) return
    await resumeUnfinished()
    while (canStartSave() && !stopping.signal.aborted) {
      const job = await work.claimNext(lastBatch)
      if (!job) break
      lastBatch = job.batch
      startSave(job)
    }
  }

  /** Rooms of a process that has ended, and those whose outcome was unknown. */
  async function resumeUnfinished(): Promise<void> {
    for (const job of await work.listUnfinished()) {
      if (activeSaves.has(job.idempotencyKey)) continue
      const mayBeSaved = job.state === 'saving' && job.batchState === 'running'
      if (mayBeSaved) {
        if (canStartSave()) startSave(job)
        continue
      }
      const result = (await findJobResult(deps, job)) ?? { state: 'waiting' as const }
      if (result.state !== 'unknown' || job.state === 'saving') await work.finish(job, result)
    }
  }

  function startSave(job: BatchJob): void {
    const { batch, room, idempotencyKey } = job
    const done = save(job)
      .then(() => {
        activeSaves.delete(idempotencyKey)
        wake()
      })
      // The room stays marked as being saved, so the next step resumes it.
      .catch((err: unknown) => log.warn({ event: 'batches', batch, room, err }))
      .finally(() => activeSaves.delete(idempotencyKey))
    activeSaves.set(idempotencyKey, done)
  }

  async function save(job: BatchJob): Promise<void> {
    const { stop, pause, ...result } = await saveBatchRoom(deps, job)
    if (stop) await batches.stop(job.batch, stop)
    if (pause) {
      pausedUntil = clock() + PAUSE_MS
      await work.setWaitingFor(job.batch, pause)
    }
    await work.finish(job, result)
    const { batch, room } = job
    log.info({ event: 'batch-room', batch, room, state: result.state, change: result.changeId })
  }

  return {
    start() {
      running = Promise.all([renew(), repeatSteps()])
    },
    wake,
    async stop() {
      stopping.abort()
      wake()
      await running
      await Promise.all(activeSaves.values())
      await lease.release().catch((err: unknown) => log.warn({ event: 'batches', err }))
    },
  }
}
