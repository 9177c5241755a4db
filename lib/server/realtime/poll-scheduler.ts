import 'server-only'

/**
 * `minMs` between two starts in any case, `normalMs` if nothing happens, `maxMs` after failures.
 */
export type PollIntervals = { minMs: number; normalMs: number; maxMs: number }

export type PollScheduler = {
  /** Polls `key` at once and then regularly. */
  start(key: string): void
  stop(key: string): void
  /**
   * Polls as soon as `minMs` allows. Several calls cause one poll; a call during a poll causes
   * another one.
   */
  runSoon(key: string): void
}

type PollState = {
  timer?: NodeJS.Timeout
  startedAt: number
  isRunning: boolean
  mustRunSoon: boolean
  failureCount: number
}

/**
 * Polls each key repeatedly, never twice at a time and never more often than `minMs` allows. `poll`
 * must not throw; after it resolves to false the pause doubles. `random` in [0, 1) spreads the
 * polls.
 */
export function createPollScheduler(
  intervals: PollIntervals,
  poll: (key: string) => Promise<boolean>,
  random = Math.random,
): PollScheduler {
  const states = new Map<string, PollState>()

  function schedule(key: string, state: PollState, waitMs: number) {
    clearTimeout(state.timer)
    state.timer = setTimeout(() => void run(key, state), waitMs)
    state.timer.unref()
  }

  async function run(key: string, state: PollState) {
    state.startedAt = performance.now()
    state.isRunning = true
    state.mustRunSoon = false
    const isSuccess = await poll(key)
    state.isRunning = false
    if (states.get(key) !== state) return
    state.failureCount = isSuccess ? 0 : state.failureCount + 1
    schedule(key, state, state.mustRunSoon ? shortestWait(state) : normalWait(state))
  }

  const shortestWait = ({ startedAt }: PollState) =>
    Math.max(0, startedAt + intervals.minMs - performance.now())
  const normalWait = ({ failureCount }: PollState) =>
    Math.min(intervals.normalMs * 2 ** failureCount, intervals.maxMs) * (0.75 + random() / 2)

  return {
    start(key) {
      if (states.has(key)) return
      const state: PollState = {
        startedAt: Number.NEGATIVE_INFINITY,
        isRunning: false,
        mustRunSoon: false,
        failureCount: 0,
      }
      states.set(key, state)
      schedule(key, state, 0)
    },
    stop(key) {
      clearTimeout(states.get(key)?.timer)
      states.delete(key)
    },
    runSoon(key) {
      const state = states.get(key)
      if (state?.isRunning) state.mustRunSoon = true
      else if (state && !state.mustRunSoon) {
        state.mustRunSoon = true
        schedule(key, state, shortestWait(state))
      }
    },
  }
}
