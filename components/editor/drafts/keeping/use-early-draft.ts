import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { runWhenIdle } from '@/lib/client/browser/idle'
import { randomUuid } from '@/lib/client/browser/random-id'
import { storeDiscarded, storeDraftCopy } from '@/lib/client/drafts/draft-copies'
import { KEEP_DRAFT_NOW, PERSONAL_DATA_REMOVED } from '@/lib/client/drafts/draft-events'
import { type DraftContent, hasContent, toDraftRecord } from '@/lib/client/drafts/draft-record'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import type { Draft } from '@/lib/shared/changes/draft'
import type { Entry } from '@/lib/shared/metadata/entry'

type Deps = {
  slug: string
  form: UseFormReturn<Draft>
  entries: readonly Entry[]
  /** The last draft was discarded and can be brought back. */
  wasDiscarded: boolean
}

type EarlyDraft = {
  /** Whether the part that keeps drafts is to be loaded: on an idle page or after a change. */
  isKeeperNeeded: boolean
  /** The part has loaded and keeps the draft from now on. Returns what was typed before. */
  onKeeperStart: () => DraftContent | null
}

/** Keeps the draft of a page that ends before the part that keeps drafts has loaded. */
export function useEarlyDraft({ slug, form, entries, wasDiscarded }: Deps): EarlyDraft {
  const userId = useCurrentUser()?.id ?? ''
  const [isKeeperNeeded, setIsKeeperNeeded] = useState(false)
  const hasKeeper = useRef(false)
  const lastContent = useRef<DraftContent | null>(null)

  /** Notes what is on the screen. Returns whether there is anything to keep. */
  const readContent = useEffectEvent(() => {
    const rows = structuredClone(form.getValues('rows'))
    const content = { base: entries, rows, note: '', importText: '' }
    if (hasContent(content)) lastContent.current = content
    return hasContent(content)
  })
  const onEnd = useEffectEvent(() => {
    if (hasKeeper.current) return
    const isEdited = readContent()
    const content = lastContent.current
    if (!content || !(isEdited || wasDiscarded)) return
    // The window's own id may still belong to the draft of an earlier page.
    const key = { userId, slug, windowId: randomUuid() }
    const record = toDraftRecord(key, content, Date.now())
    try {
      if (isEdited) storeDraftCopy(record)
      else storeDiscarded(record)
    } catch {
      // The browser refuses storage, and the page ends.
    }
  })
  useEffect(() => {
    const cancel = runWhenIdle(() => setIsKeeperNeeded(true))
    const unsubscribe = form.subscribe({
      name: 'rows',
      formState: { values: true },
      callback: () => {
        setIsKeeperNeeded(true)
        if (!hasKeeper.current) readContent()
      },
    })
    const onHide = () => onEnd()
    const onRemoved = () => {
      // Nothing is to be kept any more.
      hasKeeper.current = true
    }
    addEventListener('pagehide', onHide)
    addEventListener(KEEP_DRAFT_NOW, onHide)
    addEventListener(PERSONAL_DATA_REMOVED, onRemoved)
    return () => {
      cancel()
      unsubscribe()
      removeEventListener('pagehide', onHide)
      removeEventListener(KEEP_DRAFT_NOW, onHide)
      removeEventListener(PERSONAL_DATA_REMOVED, onRemoved)
      onHide()
    }
  }, [form.subscribe])

  return {
    isKeeperNeeded,
    onKeeperStart: () => {
      hasKeeper.current = true
      return lastContent.current
    },
  }
}
