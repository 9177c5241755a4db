import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { KEEP_DRAFT_NOW, PERSONAL_DATA_REMOVED } from '@/lib/client/drafts/draft-events'
import { type DraftContent, type DraftKey, hasContent } from '@/lib/client/drafts/draft-record'
import { draftStorage } from '@/lib/client/drafts/draft-storage'
import type { Draft } from '@/lib/shared/changes/draft'
import { createDraftWriter, type DraftWriter } from './draft-writer'

type Deps = {
  form: UseFormReturn<Draft>
  /** Each person has their own drafts. */
  userId: string
  /** What is on the screen, and the key of this window. */
  read: () => { key: DraftKey; content: DraftContent }
  /** Runs when this hook keeps the draft. Returns what was typed before, also if it was discarded. */
  onStart: () => DraftContent | null
  /** Takes over what an earlier page left under the key of this window. Nothing is written before. */
  takeOver: () => Promise<unknown>
}

/** Keeps the draft on the screen in the browser. */
export function useDraftWriter({ form, userId, read, onStart, takeOver }: Deps) {
  const [isRefused, setIsRefused] = useState(false)
  const writer = useRef<DraftWriter | null>(null)
  const lastContent = useRef<DraftContent | null>(null)

  const readNow = useEffectEvent(() => {
    const current = read()
    if (hasContent(current.content)) lastContent.current = current.content
    return current
  })
  const begin = useEffectEvent(() => {
    lastContent.current = onStart() ?? lastContent.current
    readNow()
    return takeOver()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each person has their own drafts
  useEffect(() => {
    const current = createDraftWriter({
      storage: draftStorage,
      read: () => readNow(),
      onWritten: (isKept) => setIsRefused(!isKept),
    })
    writer.current = current
    const unsubscribe = form.subscribe({
      name: 'rows',
      formState: { values: true },
      callback: () => {
        // A discarded draft is brought back from here, so it has to be complete.
        readNow()
        current.markChanged()
      },
    })
    // Without drafts of earlier pages, the one on the screen is kept all the same.
    void begin()
      .catch(() => undefined)
      .then(current.start)

    const onHide = () => current.flushNow()
    const onVisibilityChange = () => {
      if (document.visibilityState === 'hidden') onHide()
    }
    addEventListener('pagehide', onHide)
    addEventListener(KEEP_DRAFT_NOW, onHide)
    addEventListener(PERSONAL_DATA_REMOVED, current.stop)
    document.addEventListener('visibilitychange', onVisibilityChange)
    return () => {
      removeEventListener('pagehide', onHide)
      removeEventListener(KEEP_DRAFT_NOW, onHide)
      removeEventListener(PERSONAL_DATA_REMOVED, current.stop)
      document.removeEventListener('visibilitychange', onVisibilityChange)
      unsubscribe()
      current.flushNow()
      current.stop()
    }
  }, [form.subscribe, userId])

  return {
    /** The browser refused to keep what is on the screen. */
    isRefused,
    onRefused: () => setIsRefused(true),
    markChanged: () => writer.current?.markChanged(),
    getLastContent: () => lastContent.current,
  }
}
