import 'server-only'
import type { Command } from '../transport/http-caller'
import { createBucket } from './bucket'
import { allowanceOf } from './limits'

/** Who waits for a call: `by` is a person's id, or the name of work that is nobody's. */
export type Turn = {
  by: string
  /** A call of a save that has begun: goes before all others, and no place is too many for it (faults §3). */
  begun?: boolean
  patienceMs: number
}

export type Line = {
  /** True when this call may leave now; false when the line is full or its patience has ended. */
  turn(command: Command, turn: Turn): Promise<boolean>
  /** The engine said "too often" of this command. */
  slowDown(command: Command): void
  /** Calls that wait now, of one command or of all. */
  waiting(command?: Command): number
  /** Calls per second of this command at the moment. */
  perSecond(command: Command): number
}

type Waiter = { command: Command; by: string; begun: boolean; answer: (leave: boolean) => void }

/** Faults §4. Calls of saves that have begun are not counted. */
export const MOST_WAITING = 200

export const COMMANDS: readonly Command[] = [
  'get_room_metadata',
  'set_room_metadata',
  'del_room_metadata',
  'get_room_info',
  'get_room_list',
]

/**
 * The waiting line in front of the limiters, fair between people: whoever was served longest ago is next, and within
 * a person the oldest call. When it is full the newest call of who has most in it gives way, so that one person's
 * flood refuses that person's calls and nobody else's.
 */
export function createLine(qps: number, clock: () => number): Line {
  const buckets = new Map(
    COMMANDS.map((command) => [command, createBucket(allowanceOf(command, qps), clock)]),
  )
  const alarms = new Map<Command, NodeJS.Timeout>()
  /** Person → when they were last served, counted in calls. */
  const served = new Map<string, number>()
  let serving = 0
  let line: Waiter[] = []

  const bucketOf = (command: Command) => {
    const bucket = buckets.get(command)
    if (!bucket) throw new Error(`no limiter of ${command}`)
    return bucket
  }

  function leave(waiter: Waiter, may: boolean) {
    line = line.filter((other) => other !== waiter)
    // Nobody waits, so nobody is owed a turn: the list of people cannot grow for ever.
    if (line.length === 0) served.clear()
    waiter.answer(may)
  }

  function next(command: Command): Waiter | undefined {
    const lastServed = ({ by }: Waiter) => served.get(by) ?? 0
    return line
      .filter((waiter) => waiter.command === command)
      .reduce<Waiter | undefined>((best, waiter) => {
        if (!best) return waiter
        if (waiter.begun !== best.begun) return waiter.begun ? waiter : best
        return lastServed(waiter) < lastServed(best) ? waiter : best
      }, undefined)
  }

  /** Serves whom the limiter allows, and comes back when it allows the next. */
  function serve(command: Command) {
    clearTimeout(alarms.get(command))
    const bucket = bucketOf(command)
    while (line.some((waiter) => waiter.command === command)) {
      // Who is next is found only for a token that is there: while there is none, many may ask.
      const wait = bucket.wait()
      if (wait > 0) {
        alarms.set(
          command,
          setTimeout(() => serve(command), wait),
        )
        return
      }
      const waiter = next(command)
      if (!waiter || !bucket.take()) return
      served.set(waiter.by, ++serving)
      leave(waiter, true)
    }
  }

  function makeRoom() {
    if (line.length <= MOST_WAITING) return
    const ordinary = line.filter(({ begun }) => !begun)
    if (ordinary.length <= MOST_WAITING) return
    const counts = new Map<string, number>()
    for (const { by } of ordinary) counts.set(by, (counts.get(by) ?? 0) + 1)
    const most = Math.max(...counts.values())
    const last = ordinary.findLast(({ by }) => counts.get(by) === most)
    if (last) leave(last, false)
  }

  return {
    turn(command, { by, begun = false, patienceMs }) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => leave(waiter, false), Math.max(0, patienceMs))
        const waiter: Waiter = {
          command,
          by,
          begun,
          answer(may) {
            clearTimeout(timer)
            resolve(may)
          },
        }
        line.push(waiter)
        makeRoom()
        serve(command)
      })
    },
    slowDown: (command) => bucketOf(command).slowDown(),
    waiting: (command) =>
      line.filter((waiter) => command === undefined || waiter.command === command).length,
    perSecond: (command) => bucketOf(command).perSecond(),
  }
}
