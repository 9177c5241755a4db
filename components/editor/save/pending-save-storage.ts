import type { Sent } from '@/lib/client/api/metadata-queries'

/** A save is settled within a minute; after a longer absence the history is the place to look. */
const KEPT_MS = 600_000

/** Whose save it is, and of which room: somebody else may sign in at this window. */
export type Place = { person: string; slug: string }
const nameOf = ({ person, slug }: Place) => `save:${person}:${slug}`

/**
 * Keeps a save in this window from before it is sent until its answer is here: a page that is loaded anew in the
 * middle can then ask what became of it, and has its text.
 */
export function keepSent(place: Place, sent: Sent): void {
  try {
    sessionStorage.setItem(nameOf(place), JSON.stringify({ ...sent, at: Date.now() }))
  } catch {
    // Private windows refuse storage: then the history tells.
  }
}

export function forgetSent(place: Place): void {
  try {
    sessionStorage.removeItem(nameOf(place))
  } catch {
    // Nothing was kept.
  }
}

/** The save of this window whose answer never came. */
export function lastSent(place: Place): Sent | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(place)) ?? 'null')
    if (!isKept(kept)) return null
    const { at, ...sent } = kept
    return Date.now() - at < KEPT_MS ? sent : null
  } catch {
    return null
  }
}

function isKept(kept: unknown): kept is Sent & { at: number } {
  const { changes, note, idempotencyKey, at } = (kept ?? {}) as Partial<Sent & { at: number }>
  return (
    Array.isArray(changes) &&
    typeof note === 'string' &&
    typeof idempotencyKey === 'string' &&
    typeof at === 'number'
  )
}
