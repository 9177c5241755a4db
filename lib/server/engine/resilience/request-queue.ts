import 'server-only'
import { COMMANDS, type Command } from '../commands'
import { type CallWindow, createCallWindow } from './call-window'
import { maxCallsInWindow, rateLimitFor } from './rate-limits'
import { createTokenBucket, type TokenBucket } from './token-bucket'

/** A call that waits for its turn. */
export type QueuedCall = {
  /** The id of a person, or the name of a background job. */
  requester: string
  /** Goes before all other calls and does not count towards the size of the queue. */
  isSaveInFlight?: boolean
  /** Goes after all other calls, and is the first to be dropped. */
  isBackground?: boolean
  maxWaitMs: number
}

/**
 * A turn to send one call. Call `end` exactly once, when the attempt has ended or is not made:
 * until then the turn counts as a call on its way.
 */
export type CallTurn = { end(wasSent: boolean): void }

export type RequestQueue = {
  /** Resolves to null if the queue is full or `maxWaitMs` is over. */
  waitForTurn(command: Command, call: QueuedCall): Promise<CallTurn | null>
  /** Halves the rate of a command for a while, after a rate-limit code. */
  slowDown(command: Command): void
  /** Number of waiting calls, of one command or of all. */
  countWaiting(command?: Command): number
  /** Current limit of a command in calls per second. */
  perSecond(command: Command): number
}

type Waiter = {
  command: Command
  requester: string
  isSaveInFlight: boolean
  isBackground: boolean
  finish: (turn: CallTurn | null) => void
}

/** `pace` spreads the calls; `window` is what the Live service never sees exceeded. */
type CommandLimits = { pace: TokenBucket; window: CallWindow }

/** Calls of saves in flight come on top: docs/save-guarantees.md#limits-and-timings. */
export const MAX_WAITING = 200

/**
 * Fair queue in front of the rate limits: serves the least recently served requester first, and the
 * oldest call of each requester; background calls only while nothing else waits. When full, it drops
 * the newest background call, else the newest call of the requester with the most waiting calls, so
 * that a flood of calls only hurts its own requester.
 */
export function createRequestQueue(qps: number, clock: () => number): RequestQueue {
  const limits = new Map(
    COMMANDS.map((command): [Command, CommandLimits] => [
      command,
      {
        pace: createTokenBucket(rateLimitFor(command, qps), clock),
        window: createCallWindow(maxCallsInWindow(command, qps), clock),
      },
    ]),
  )
  const timers = new Map<Command, NodeJS.Timeout>()
  /** Requester → sequence number of their last served call. */
  const lastServed = new Map<string, number>()
  let servedCalls = 0
  let waiters: Waiter[] = []

  const getLimits = (command: Command) => {
    const found = limits.get(command)
    if (!found) throw new Error(`no rate limit for ${command}`)
    return found
  }

  function remove(waiter: Waiter, turn: CallTurn | null) {
    waiters = waiters.filter((other) => other !== waiter)
    // The order no longer matters once nothing waits; clearing it bounds the map.
    if (waiters.length === 0) lastServed.clear()
    waiter.finish(turn)
  }

  function findNext(command: Command): Waiter | undefined {
    const lastServedOf = ({ requester }: Waiter) => lastServed.get(requester) ?? 0
    return waiters
      .filter((waiter) => waiter.command === command)
      .reduce<Waiter | undefined>((best, waiter) => {
        if (!best) return waiter
        const difference = priorityOf(waiter) - priorityOf(best)
        if (difference !== 0) return difference > 0 ? waiter : best
        return lastServedOf(waiter) < lastServedOf(best) ? waiter : best
      }, undefined)
  }

  /** Serves as many calls as the limits allow and schedules itself for the next one. */
  function serve(command: Command) {
    clearTimeout(timers.get(command))
    const { pace, window } = getLimits(command)
    while (waiters.some((waiter) => waiter.command === command)) {
      // Check the limits first: finding the next waiter is the expensive part.
      const waitMs = Math.max(pace.msUntilToken(), window.msUntilFree())
      if (waitMs > 0) {
        // The end of a running call serves again, so there is no timer without a time.
        if (Number.isFinite(waitMs)) {
          timers.set(
            command,
            setTimeout(() => serve(command), waitMs),
          )
        }
        return
      }
      const waiter = findNext(command)
      if (!waiter || !pace.takeToken() || !window.enter()) return
      lastServed.set(waiter.requester, ++servedCalls)
      remove(waiter, createTurn(command, window))
    }
  }

  const createTurn = (command: Command, window: CallWindow): CallTurn => ({
    end(wasSent) {
      window.leave(wasSent)
      serve(command)
    },
  })

  function dropOneIfFull() {
    if (waiters.length <= MAX_WAITING) return
    const countedWaiters = waiters.filter(({ isSaveInFlight }) => !isSaveInFlight)
    if (countedWaiters.length <= MAX_WAITING) return
    const counts = new Map<string, number>()
    for (const { requester } of countedWaiters)
      counts.set(requester, (counts.get(requester) ?? 0) + 1)
    const most = Math.max(...counts.values())
    const newest =
      countedWaiters.findLast(({ isBackground }) => isBackground) ??
      countedWaiters.findLast(({ requester }) => counts.get(requester) === most)
    if (newest) remove(newest, null)
  }

  return {
    waitForTurn(command, { requester, isSaveInFlight = false, isBackground = false, maxWaitMs }) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => remove(waiter, null), Math.max(0, maxWaitMs))
        const waiter: Waiter = {
          command,
          requester,
          isSaveInFlight,
          isBackground,
          finish(turn) {
            clearTimeout(timer)
            resolve(turn)
          },
        }
        waiters.push(waiter)
        dropOneIfFull()
        serve(command)
      })
    },
    slowDown: (command) => getLimits(command).pace.slowDown(),
    countWaiting: (command) =>
      waiters.filter((waiter) => command === undefined || waiter.command === command).length,
    perSecond: (command) => getLimits(command).pace.perSecond(),
  }
}

const priorityOf = ({ isSaveInFlight, isBackground }: Waiter) =>
  Number(isSaveInFlight) - Number(isBackground)
