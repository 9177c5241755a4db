import 'server-only'

/**
 * Requests of one session that may be under way at a time. A browser has six connections to us and seldom two requests
 * on its way; what is refused beyond this many costs a hundredth of what is let in.
 */
const MOST = 64
/** While this process cannot keep up: with fewer of somebody's requests before it, another one's is done sooner. */
const MOST_WHILE_LATE = 12

export type Crowd = {
  /** Counts one in; call what is given back when it is done. Null: there are too many of this session already. */
  enter(session: string): (() => void) | null
}

/** `isLate` as {@link watchLateness} tells it. */
export function createCrowd(isLate: () => boolean): Crowd {
  const inside = new Map<string, number>()
  return {
    enter(session) {
      const count = inside.get(session) ?? 0
      if (count >= (isLate() ? MOST_WHILE_LATE : MOST)) return null
      inside.set(session, count + 1)
      return () => {
        const left = (inside.get(session) ?? 1) - 1
        if (left > 0) inside.set(session, left)
        else inside.delete(session)
      }
    },
  }
}
