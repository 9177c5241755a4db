import 'server-only'

const SECOND_MS = 1_000

export type CallWindow = {
  /** Takes a place for a call; false if there is none. */
  enter(): boolean
  /** The call of a place has ended. One that was not sent frees its place at once. */
  leave(wasSent: boolean): void
  /** Ms until a place is free; infinite while every place belongs to a running call. */
  msUntilFree(): number
}

/**
 * A sliding window of `size` places. A call has its place from before it is sent until a second
 * after its end. The Live service counts it somewhere in between, so it counts at most `size` calls
 * in any second, however long they are on their way. `clock` in ms, monotonic.
 */
export function createCallWindow(size: number, clock: () => number): CallWindow {
  let running = 0
  /** When each place becomes free, the earliest first. */
  let freeAt: number[] = []

  function countUsed(): number {
    const now = clock()
    if ((freeAt[0] ?? now + 1) <= now) freeAt = freeAt.filter((time) => time > now)
    return running + freeAt.length
  }

  return {
    enter() {
      if (countUsed() >= size) return false
      running += 1
      return true
    },
    leave(wasSent) {
      running -= 1
      if (wasSent) freeAt.push(clock() + SECOND_MS)
    },
    msUntilFree() {
      if (countUsed() < size) return 0
      const [first] = freeAt
      return first === undefined ? Number.POSITIVE_INFINITY : Math.ceil(first - clock())
    },
  }
}
