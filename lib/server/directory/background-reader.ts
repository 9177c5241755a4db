import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../runtime/log'
import type { Crawler } from './crawler'
import type { LeaderLease } from './leader-lease'
import type { Sweep } from './sweep'

export type BackgroundReaderDeps = {
  lease: LeaderLease
  crawler: Pick<Crawler, 'step' | 'restart'>
  /** Null if the sweep is turned off. */
  sweep: Pick<Sweep, 'step' | 'waitUntilIdle' | 'lastPass'> | null
  log: Log
}

/** Keeps the directory current: crawl and sweep, in one process among all replicas. */
export type BackgroundReader = {
  start(): void
  /** Resolves when no call is on its way and the lease is released. */
  stop(): Promise<void>
  isLeader(): boolean
  /** How long the last pass over all rooms took; null before the first one of this process. */
  lastSweepMs(): number | null
}

/** After an error of the store, which the next step meets again. */
const ERROR_PAUSE_MS = 1_000

export function createBackgroundReader(
  { lease, crawler, sweep, log }: BackgroundReaderDeps,
  clock: () => number = () => performance.now(),
): BackgroundReader {
  const stopping = new AbortController()
  const isLeader = () => lease.heldUntil() > clock()
  let running: Promise<unknown> = Promise.resolve()

  async function renew(): Promise<number> {
    const wasLeader = isLeader()
    const renewMs = await lease.renew()
    if (isLeader() !== wasLeader) log.info({ event: 'directory', leader: !wasLeader })
    // Another process may have crawled since.
    if (!wasLeader) crawler.restart()
    return renewMs
  }

  async function attempt(step: () => Promise<number>): Promise<number> {
    try {
      return await step()
    } catch (err) {
      log.warn({ event: 'directory', err })
      return ERROR_PAUSE_MS
    }
  }

  async function repeat(step: () => Promise<number>, firstWaitMs = 0): Promise<void> {
    for (let waitMs = firstWaitMs; ; waitMs = await attempt(step)) {
      // Aborting ends the wait.
      await sleep(waitMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
      if (stopping.signal.aborted) return
    }
  }

  async function run(): Promise<void> {
    // First of all, so that the other loops do not wait for it.
    const renewMs = await attempt(renew)
    await Promise.all([
      repeat(renew, renewMs),
      repeat(() => crawler.step(lease.heldUntil())),
      sweep ? repeat(() => sweep.step(lease.heldUntil())) : null,
    ])
  }

  return {
    start() {
      running = run()
    },
    async stop() {
      stopping.abort()
      await running
      await sweep?.waitUntilIdle()
      await lease.release().catch((err: unknown) => log.warn({ event: 'directory', err }))
    },
    isLeader,
    lastSweepMs: () => sweep?.lastPass()?.ms ?? null,
  }
}
