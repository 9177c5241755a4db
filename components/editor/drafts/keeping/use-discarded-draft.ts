import { useEffect, useEffectEvent, useState } from 'react'
import { randomUuid } from '@/lib/client/browser/random-id'
import { storeDiscarded, toDiscardedKey } from '@/lib/client/drafts/draft-copies'
import {
  type DraftContent,
  type DraftKey,
  type DraftRecord,
  hasContent,
  toDraftRecord,
} from '@/lib/client/drafts/draft-record'
import { parseDraftRecord } from '@/lib/client/drafts/kept-drafts'

type Scope = Omit<DraftKey, 'windowId'>

type Deps = {
  scope: Scope
  /** The draft on the screen was discarded, and was not brought back since. */
  wasDiscarded: boolean
  /** The last save of this window is settled, so its room has no use for an older draft. */
  isSaved: boolean
  readContent: () => DraftContent
  /** What was on the screen before it was discarded. */
  getLastContent: () => DraftContent | null
}

/** The draft that was discarded last and can be brought back, also after a reload. */
export function useDiscardedDraft(deps: Deps) {
  const { scope, wasDiscarded, isSaved, readContent, getLastContent } = deps
  const [discarded, setDiscarded] = useState<DraftRecord | null>(null)

  function forget() {
    setDiscarded(null)
    forgetDiscarded(scope)
  }

  const onOpen = useEffectEvent(() => setDiscarded(readDiscarded(scope)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: each person has their own drafts
  useEffect(() => onOpen(), [scope.userId])

  const onDiscardedChange = useEffectEvent((isDiscarded: boolean) => {
    const content = getLastContent()
    if (isDiscarded && content)
      storeDiscarded(toDraftRecord({ ...scope, windowId: randomUuid() }, content, Date.now()))
    // The draft was brought back.
    else if (!isDiscarded && hasContent(readContent())) forgetDiscarded(scope)
  })
  useEffect(() => onDiscardedChange(wasDiscarded), [wasDiscarded])

  const onSaved = useEffectEvent(forget)
  useEffect(() => {
    if (isSaved) onSaved()
  }, [isSaved])

  return {
    discarded,
    discard(record: DraftRecord) {
      setDiscarded(record)
      storeDiscarded(record)
    },
    forget,
  }
}

function forgetDiscarded(scope: Scope): void {
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
