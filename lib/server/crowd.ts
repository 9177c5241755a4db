import 'server-only'

/**
 * Requests of one session that may be under way at a time. A browser has six connections to us and seldom two requests
 * on its way; what is refused beyond this many costs a hundredth of what is let in.
 */
const MOST = 64

export type Crowd = {
  /** Counts one in; call what is given back when it is done. Null: there are too many of this session already. */
  enter(session: string): (() => void) | null
}

export function createCrowd(most = MOST): Crowd {
  const inside = new Map<string, number>()
  return {
    enter(session) {
      const count = inside.get(session) ?? 0
      if (count >= most) return null
      inside.set(session, count + 1)
      return () => {
        const left = (inside.get(session) ?? 1) - 1
        if (left > 0) inside.set(session, left)
        else inside.delete(session)
      }
    },
  }
}
