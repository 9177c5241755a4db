import 'server-only'

/**
 * Concurrent requests per session. A browser opens six connections and rarely has more than two
 * requests running; rejecting a request costs about 1 % of serving it.
 */
const MAX_CONCURRENT = 64
/** While the event loop lags a lower limit lets other users' requests finish sooner. */
const MAX_CONCURRENT_WHEN_LAGGING = 12

export type SessionConcurrency = {
  /**
   * Returns a function to call when the request ends, or null if the session has too many requests.
   */
  acquire(session: string): (() => void) | null
}

/** Limits the concurrent requests of each session. */
export function createSessionConcurrency(isLagging: () => boolean): SessionConcurrency {
  const runningBySession = new Map<string, number>()
  return {
    acquire(session) {
      const running = runningBySession.get(session) ?? 0
      if (running >= (isLagging() ? MAX_CONCURRENT_WHEN_LAGGING : MAX_CONCURRENT)) return null
      runningBySession.set(session, running + 1)
      return () => {
        const remaining = (runningBySession.get(session) ?? 1) - 1
        if (remaining > 0) runningBySession.set(session, remaining)
        else runningBySession.delete(session)
      }
    },
  }
}
