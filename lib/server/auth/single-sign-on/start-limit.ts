import 'server-only'
import { Problem } from '@/lib/shared/api/problem'

/** A whole office can share an address. */
const STARTS_PER_MINUTE = 30
const MINUTE_MS = 60_000

export type StartLimit = {
  /** Throws `auth.throttled` after too many starts from this client within a minute. */
  countStart(clientKey: string): void
}

/**
 * Limits how often a client may start single sign-on. In memory, because a start must not write to
 * the store. `clock` in ms, monotonic.
 */
export function createStartLimit(clock: () => number = () => performance.now()): StartLimit {
  const starts = new Map<string, number>()
  let since = clock()
  return {
    countStart(clientKey) {
      if (clock() - since >= MINUTE_MS) {
        starts.clear()
        since = clock()
      }
      const count = (starts.get(clientKey) ?? 0) + 1
      if (count > STARTS_PER_MINUTE) {
        const seconds = Math.max(1, Math.ceil((since + MINUTE_MS - clock()) / 1_000))
        throw new Problem('auth.throttled', { params: { seconds } })
      }
      starts.set(clientKey, count)
    },
  }
}
