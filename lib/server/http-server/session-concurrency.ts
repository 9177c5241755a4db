import 'server-only'

/**
 * Concurrent requests per person. A browser opens six connections and rarely has more than two
 * requests running; rejecting a request costs about 1 % of serving it. While the event loop lags a
 * lower limit lets other people's requests finish sooner.
 */
const PER_PERSON = { usual: 64, whenLagging: 12 }
/** Strangers only need the sign-in page, and a whole office can share an address. */
const PER_ADDRESS = { usual: 24, whenLagging: 8 }

type Release = () => void

export type SessionConcurrency = {
  /** Returns a function to call when the request ends, or null if the person has too many. */
  acquire(person: string): Release | null
  /** As {@link acquire}, for all strangers at an address together. */
  acquireForStranger(clientKey: string): Release | null
}

/** Limits the concurrent requests of each person, and of strangers at each address. */
export function createSessionConcurrency(isLagging: () => boolean): SessionConcurrency {
  const running = new Map<string, number>()

  function acquire(key: string, { usual, whenLagging }: typeof PER_PERSON): Release | null {
    const count = running.get(key) ?? 0
    if (count >= (isLagging() ? whenLagging : usual)) return null
    running.set(key, count + 1)
    return () => {
      const remaining = (running.get(key) ?? 1) - 1
      if (remaining > 0) running.set(key, remaining)
      else running.delete(key)
    }
  }

  return {
    acquire: (person) => acquire(`person ${person}`, PER_PERSON),
    acquireForStranger: (clientKey) => acquire(`address ${clientKey}`, PER_ADDRESS),
  }
}
