import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Command } from '../transport/http-caller'
import { type BreakerState, createBreaker } from './breaker'
import { createStop, type StopState } from './config-halt'
import { createLine, type Line } from './request-queue'
import { createRetryBudget } from './retry-budget'
import { type AnswerClass, isFault } from './retry-policy'

/** Who calls, and how much that matters. */
export type Priority = {
  /** Whose turn it takes in the waiting line: a person's id, or a name for work that is nobody's. */
  by: string
  /** A call of a save that has begun: neither limiter nor breaker refuses it, it goes first and waits (faults §3). */
  begun?: boolean
  /** An administrator tests the connection: one such call leaves even while calls have stopped. */
  test?: boolean
}

/** What kept a call from leaving. */
export type HeldBy = 'line' | 'breaker' | 'stop'

/** A call that may leave, at `enteredAt` by the gate's clock, or why it may not. */
export type Pass = { enteredAt: number; problem?: never } | { problem: Problem }

/** Times in ms of the gate's clock. */
export type GateState = {
  now: number
  breaker: BreakerState
  stop: StopState | null
  retriesLeft: number
}

export type Gate = Pick<Line, 'waiting' | 'perSecond'> & {
  /** Why a call would not leave now; told at once and without a place in the line. */
  refusal(command: Command, priority: Priority): Problem | null
  /** Waits for the call's turn, `leftMs` at the most. */
  pass(command: Command, priority: Priority, leftMs: number): Promise<Pass>
  /** The same for work that is to begin with such a call: refused at once or after a turn in the line. */
  admit(command: Command, priority: Priority): Promise<Pass>
  /** How a call ended that was let pass. */
  heard(command: Command, end: End): void
  /** A first attempt is made. */
  earn(): void
  mayRetry(priority: Priority): boolean
  state(): GateState
}

/** `resigned`: its signature was made anew, because the one before was refused. */
type End = { class: AnswerClass; problem?: Problem; enteredAt: number; resigned: boolean }

/** Faults §4: how long a call waits for its turn. */
const PATIENCE_MS = 1_000

/**
 * What stands between this process and the engine: the stop, the breaker, the waiting line and its limiters. `clock`
 * in ms, never going back; `onHeld` hears of each call that did not leave.
 */
export function createGate(
  qps: number,
  onHeld: (command: Command, by: HeldBy) => void,
  clock: () => number,
): Gate {
  const line = createLine(qps, clock)
  const breaker = createBreaker(clock)
  const stop = createStop(clock)
  const budget = createRetryBudget(clock)

  function held(command: Command, by: HeldBy, problem: Problem): Problem {
    onHeld(command, by)
    return problem
  }

  function refusal(command: Command, { begun = false, test = false }: Priority): Problem | null {
    const stopped = stop.refusal(test)
    if (stopped) return held(command, 'stop', stopped)
    if (begun || test || breaker.allows()) return null
    const ms = (breaker.state().until ?? 0) - clock()
    return held(command, 'breaker', new Problem('engine.paused', { params: seconds(ms) }))
  }

  function lineFull(command: Command): Problem {
    const ms = (line.waiting(command) / line.perSecond(command)) * 1_000
    return held(command, 'line', new Problem('engine.line-full', { params: seconds(ms) }))
  }

  async function pass(command: Command, priority: Priority, leftMs: number): Promise<Pass> {
    const { by, begun = false } = priority
    const patienceMs = begun ? leftMs : Math.min(leftMs, PATIENCE_MS)
    if (!(await line.turn(command, { by, begun, patienceMs }))) {
      const late = begun || leftMs <= 0
      return { problem: late ? new Problem('save.out-of-time') : lineFull(command) }
    }
    // Much may have happened while it waited.
    const problem = refusal(command, priority)
    if (problem) return { problem }
    stop.enter(priority.test ?? false)
    breaker.enter()
    return { enteredAt: clock() }
  }

  return {
    refusal,
    pass,
    async admit(command, priority) {
      const problem = refusal(command, priority)
      return problem ? { problem } : pass(command, priority, PATIENCE_MS)
    },
    heard(command, { class: kind, problem, enteredAt, resigned }) {
      if (kind === 'rate') line.slowDown(command)
      const wrong = kind === 'config' || (kind === 'resign' && resigned)
      if (wrong && problem) stop.wrong(problem)
      else if (!isFault(kind) && kind !== 'resign') stop.fine(enteredAt)
      breaker.heard(isFault(kind), enteredAt)
    },
    earn: budget.earn,
    mayRetry: ({ begun = false }) => budget.spend(begun),
    waiting: line.waiting,
    perSecond: line.perSecond,
    state: () => ({
      now: clock(),
      breaker: breaker.state(),
      stop: stop.state(),
      retriesLeft: budget.left(),
    }),
  }
}

/** What a person is told to wait, and what `Retry-After` says. */
const seconds = (ms: number) => ({ seconds: Math.max(1, Math.ceil(ms / 1_000)) })
