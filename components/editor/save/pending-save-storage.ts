import type { SaveRequest } from '@/lib/client/api/save-queries'

/** A save settles within a minute. After a longer absence the history shows its outcome. */
const MAX_AGE_MS = 600_000

/** A save is stored per person and room, because another person may sign in to this window. */
type PendingSaveScope = { person: string; slug: string }
const storageKey = ({ person, slug }: PendingSaveScope) => `save:${person}:${slug}`

/**
 * Stores a save in the session storage from before it is sent until its response arrives. A page
 * that is reloaded in between can look up its outcome and restore its text.
 */
export function storePendingSave(scope: PendingSaveScope, save: SaveRequest): void {
  try {
    sessionStorage.setItem(storageKey(scope), JSON.stringify({ ...save, at: Date.now() }))
  } catch {
    // Private windows may refuse storage. Then only the history shows the outcome.
  }
}

export function removePendingSave(scope: PendingSaveScope): void {
  try {
    sessionStorage.removeItem(storageKey(scope))
  } catch {
    // Without storage, nothing was stored.
  }
}

/** The save of this window whose response never arrived, or null. */
export function readPendingSave(scope: PendingSaveScope): SaveRequest | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey(scope)) ?? 'null')
    if (!isStoredSave(stored)) return null
    const { at, ...save } = stored
    return Date.now() - at < MAX_AGE_MS ? save : null
  } catch {
    return null
  }
}

function isStoredSave(value: unknown): value is SaveRequest & { at: number } {
  const fields = (value ?? {}) as Partial<SaveRequest & { at: number }>
  return (
    Array.isArray(fields.changes) &&
    typeof fields.note === 'string' &&
    typeof fields.idempotencyKey === 'string' &&
    typeof fields.at === 'number'
  )
}
