import 'server-only'
import { Problem } from '@/lib/shared/api/problem'

/** Each hash takes 128 MiB and a thread of libuv's pool, which files and name look-ups share. */
const SLOTS = 2
/** Reserved for people at a place where they signed in before. */
const SLOTS_FOR_KNOWN = 1
const PLACES = 16
const PLACES_FOR_KNOWN = 8
/** About as long as a full queue takes. */
const RETRY_SECONDS = 3

export type HashQueue = {
  /** Runs `work`, at most two at a time. Throws `auth.busy` when the queue is full. */
  run<T>(isKnown: boolean, work: () => Promise<T>): Promise<T>
}

type Waiting = { isKnown: boolean; start: () => void }

/**
 * Bounds what password checks cost, so that a flood of sign-ins cannot stall the console. Known
 * people go first, and strangers never take the last slot or the second half of the queue.
 */
export function createHashQueue(): HashQueue {
  const queue: Waiting[] = []
  const running = { known: 0, strangers: 0 }

  const hasSlot = (isKnown: boolean) =>
    running.known + running.strangers < SLOTS &&
    (isKnown || running.strangers < SLOTS - SLOTS_FOR_KNOWN)

  function startNext() {
    const next =
      queue.find(({ isKnown }) => isKnown && hasSlot(true)) ??
      queue.find(({ isKnown }) => hasSlot(isKnown))
    if (!next) return
    queue.splice(queue.indexOf(next), 1)
    next.start()
  }

  function assertPlace(isKnown: boolean) {
    const strangers = queue.filter((waiting) => !waiting.isKnown).length
    const isFull = queue.length >= PLACES || (!isKnown && strangers >= PLACES - PLACES_FOR_KNOWN)
    if (isFull) throw new Problem('auth.busy', { params: { seconds: RETRY_SECONDS } })
  }

  return {
    async run(isKnown, work) {
      const kind = isKnown ? 'known' : 'strangers'
      if (hasSlot(isKnown)) {
        running[kind] += 1
      } else {
        assertPlace(isKnown)
        await new Promise<void>((resolve) => {
          const start = () => {
            running[kind] += 1
            resolve()
          }
          queue.push({ isKnown, start })
        })
      }
      try {
        return await work()
      } finally {
        running[kind] -= 1
        startNext()
      }
    },
  }
}
