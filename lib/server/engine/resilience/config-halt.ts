import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'

const STOP_MS = 60_000

/** Times by the same clock: since when, and when the next probe may go. */
export type StopState = { problem: Problem; since: number; until: number }

export type Stop = {
  /** Why calls have stopped; null while they may leave. `asked`: an administrator tests the connection. */
  refusal(asked: boolean): Problem | null
  /** A call leaves now; while stopped it is the probe. */
  enter(asked: boolean): void
  /** The engine found our signature or configuration wrong. */
  wrong(problem: Problem): void
  /** The engine answered something else to a call that left at `enteredAt`. */
  fine(enteredAt: number): void
  state(): StopState | null
}

/**
 * A wrong secret, app or plan does not mend itself, and an account that keeps trying is locked (70050): after one such
 * answer nothing leaves for a minute but one test that an administrator asks for. Then one call may find out.
 * `clock` in ms.
 */
export function createStop(clock: () => number): Stop {
  let stopped: (StopState & { tested: boolean }) | null = null
  const over = ({ until }: StopState) => clock() >= until
  return {
    refusal(asked) {
      if (!stopped || over(stopped) || (asked && !stopped.tested)) return null
      return stopped.problem
    },
    enter(asked) {
      if (!stopped) return
      if (over(stopped)) stopped = { ...stopped, until: clock() + STOP_MS, tested: asked }
      else if (asked) stopped.tested = true
    },
    wrong(problem) {
      const now = clock()
      const { since = now, tested = false } = stopped ?? {}
      stopped = { problem, since, until: now + STOP_MS, tested }
    },
    fine(enteredAt) {
      // What left before the stop was asked with the same words and lucky; it says nothing of now.
      if (stopped && enteredAt > stopped.since) stopped = null
    },
    state: () =>
      stopped && { problem: stopped.problem, since: stopped.since, until: stopped.until },
  }
}
