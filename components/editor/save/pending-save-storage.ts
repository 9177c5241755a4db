import type { SaveRequest } from '@/lib/client/api/save-queries'
import { listStorageKeys } from '@/lib/client/browser/storage-keys'
import { DRAFT_LIFETIME_MS } from '@/lib/client/drafts/draft-record'

/** Whose save it is, of which room, and from which window. */
type PendingSaveScope = { person: string; slug: string; windowId: string }
type PendingSave = { request: SaveRequest; windowId: string; at: number }

const toPrefix = ({ person, slug }: Omit<PendingSaveScope, 'windowId'>) => `save:${person}:${slug}:`
const toKey = (scope: PendingSaveScope) => `${toPrefix(scope)}${scope.windowId}`

/**
 * Stores a save in the browser from before it is sent until its response arrives. A page that is
 * opened again, also after its tab was closed, can look up the outcome and restore the text.
 */
export function storePendingSave(scope: PendingSaveScope, request: SaveRequest): void {
  try {
    localStorage.setItem(toKey(scope), JSON.stringify({ ...request, at: Date.now() }))
  } catch {
    // Private windows may refuse storage. Then only the history shows the outcome.
  }
}

export function removePendingSave(scope: PendingSaveScope): void {
  try {
    localStorage.removeItem(toKey(scope))
  } catch {
    // Without storage, nothing was stored.
  }
}

/**
 * Takes over the newest save of this person and room whose response never arrived, unless a window
 * that is open waits for it. Returns null if there is none.
 */
export function takePendingSave(
  scope: PendingSaveScope,
  openIds: ReadonlySet<string>,
): SaveRequest | null {
  const [newest] = listPendingSaves(scope)
    .filter(({ windowId }) => !openIds.has(windowId))
    .toSorted((a, b) => b.at - a.at)
  if (!newest) return null
  removePendingSave({ ...scope, windowId: newest.windowId })
  storePendingSave(scope, newest.request)
  return newest.request
}

function listPendingSaves(scope: PendingSaveScope): PendingSave[] {
  const prefix = toPrefix(scope)
  try {
    return listStorageKeys(localStorage, prefix).flatMap((key) => {
      const stored = parseSave(localStorage.getItem(key))
      if (!stored || Date.now() - stored.at > DRAFT_LIFETIME_MS) {
        localStorage.removeItem(key)
        return []
      }
      const { at, ...request } = stored
      return [{ request, windowId: key.slice(prefix.length), at }]
    })
  } catch {
    // Without storage, nothing was stored.
    return []
  }
}

function parseSave(text: string | null): (SaveRequest & { at: number }) | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return isStoredSave(value) ? value : null
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
