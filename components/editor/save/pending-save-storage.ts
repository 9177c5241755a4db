import type { SentSave } from '@/lib/client/api/save-queries'

/** A save settles within a minute. After a longer absence the history shows its outcome. */
const MAX_AGE_MS = 600_000

/** Another person may sign in to this window, so a save is stored per person and room. */
type PendingSaveOwner = { person: string; slug: string }
const storageKey = ({ person, slug }: PendingSaveOwner) => `save:${person}:${slug}`

/**
 * Stores a save in the session storage from before it is sent until its response arrives. A page
 * that is reloaded in between can look up its outcome and restore its text.
 */
export function storePendingSave(owner: PendingSaveOwner, save: SentSave): void {
  try {
    sessionStorage.setItem(storageKey(owner), JSON.stringify({ ...save, at: Date.now() }))
  } catch {
    // Private windows may refuse storage. Then only the history shows the outcome.
  }
}

export function removePendingSave(owner: PendingSaveOwner): void {
  try {
    sessionStorage.removeItem(storageKey(owner))
  } catch {
    // Without storage, nothing was stored.
  }
}

/** The save of this window whose response never arrived, or null. */
export function readPendingSave(owner: PendingSaveOwner): SentSave | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey(owner)) ?? 'null')
    if (!isStoredSave(stored)) return null
    const { at, ...save } = stored
    return Date.now() - at < MAX_AGE_MS ? save : null
  } catch {
    return null
  }
}

function isStoredSave(value: unknown): value is SentSave & { at: number } {
  const fields = (value ?? {}) as Partial<SentSave & { at: number }>
  return (
    Array.isArray(fields.changes) &&
    typeof fields.note === 'string' &&
    typeof fields.idempotencyKey === 'string' &&
    typeof fields.at === 'number'
  )
}
