import { toDiscardedKey } from '@/lib/client/drafts/draft-copies'
import type { DraftKey, DraftRecord } from '@/lib/client/drafts/draft-record'
import { parseDraftRecord } from '@/lib/client/drafts/kept-drafts'

type Scope = Omit<DraftKey, 'windowId'>

export function forgetDiscarded(scope: Scope): void {
  try {
    sessionStorage.removeItem(toDiscardedKey(scope))
  } catch {
    // Without storage, nothing was stored.
  }
}

export function readDiscarded(scope: Scope): DraftRecord | null {
  try {
    return parseDraftRecord(JSON.parse(sessionStorage.getItem(toDiscardedKey(scope)) ?? 'null'))
  } catch {
    return null
  }
}
