import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { focusWhenReady } from '@/lib/client/browser/focus'
import { randomUuid } from '@/lib/client/browser/random-id'
import { storeDiscarded } from '@/lib/client/drafts/draft-copies'
import { KEEP_DRAFT_NOW, PERSONAL_DATA_REMOVED } from '@/lib/client/drafts/draft-events'
import {
  type DraftContent,
  type DraftRecord,
  hasContent,
  isEdited,
  toDraftRecord,
} from '@/lib/client/drafts/draft-record'
import { draftStorage } from '@/lib/client/drafts/draft-storage'
import { rebaseRecord } from '@/lib/client/drafts/kept-drafts'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import type { Draft } from '@/lib/shared/changes/draft'
import { takePendingSave } from '../save/pending-save-storage'
import type { SaveDispatch, SaveState } from '../save/save-state'
import { forgetDiscarded, readDiscarded } from './discarded-draft'
import { createDraftWriter, type DraftWriter } from './draft-writer'
import type { EditorWindow } from './use-window-identity'

export type KeptDraftsDeps = {
  slug: string
  form: UseFormReturn<Draft>
  editorWindow: EditorWindow
  state: SaveState
  dispatch: SaveDispatch
  /** The text in the import, which is part of the draft. */
  importText: string
  setImportText: (text: string) => void
  /** Runs when this part keeps the draft. Returns what was typed before, also if it was discarded. */
  onStart: () => DraftContent | null
}

/** The drafts of this person in this room that the browser keeps, besides the one on the screen. */
export type KeptDrafts = {
  records: readonly DraftRecord[]
  /** When the records were read, in ms. */
  readAt: number
  /** The draft that was discarded last and can be brought back. */
  discarded: DraftRecord | null
  /** The browser refused to keep what is on the screen. */
  isRefused: boolean
  restore: (record: DraftRecord) => void
  discard: (record: DraftRecord) => void
  undoDiscard: (record: DraftRecord) => void
}

/** Keeps the draft on the screen in the browser, and reads the drafts that earlier pages left. */
export function useKeptDrafts(deps: KeptDraftsDeps): KeptDrafts {
  const { slug, form, editorWindow, state, dispatch, importText, setImportText, onStart } = deps
  const userId = useCurrentUser()?.id ?? ''
  const { entries } = state.room.metadata
  const [read, setRead] = useState<{ records: DraftRecord[]; at: number }>({ records: [], at: 0 })
  const [discarded, setDiscarded] = useState<DraftRecord | null>(null)
  const [isRefused, setIsRefused] = useState(false)
  const writer = useRef<DraftWriter | null>(null)
  const lastContent = useRef<DraftContent | null>(null)

  const setRecords = (update: (records: DraftRecord[]) => DraftRecord[]) =>
    setRead(({ records, at }) => ({ records: update(records), at }))
  const toKey = (windowId: string) => ({ userId, slug, windowId })

  const readContent = useEffectEvent(() => {
    const rows = structuredClone(form.getValues('rows'))
    const content: DraftContent = { base: entries, rows, note: state.note, importText }
    if (hasContent(content)) lastContent.current = content
    return { key: toKey(editorWindow.getId()), content }
  })

  /** What an earlier page of this window left becomes a draft of its own, so it stays as it is. */
  async function releaseOwnRecord(records: readonly DraftRecord[]): Promise<DraftRecord[]> {
    const ownId = editorWindow.getId()
    const released: DraftRecord[] = []
    for (const record of records) {
      if (record.windowId !== ownId) released.push(record)
      else {
        const copy = { ...record, windowId: randomUuid() }
        await draftStorage.put(copy)
        await draftStorage.remove(record)
        released.push(copy)
      }
    }
    return released
  }

  const load = useEffectEvent(async (isFirst: boolean) => {
    const openIds = await editorWindow.ask()
    if (isFirst) resumeSave(openIds)
    let records = await draftStorage.list(userId, slug)
    if (isFirst) records = await releaseOwnRecord(records)
    else records = records.filter(({ windowId }) => windowId !== editorWindow.getId())
    setRead({ records: await removeApplied(records), at: Date.now() })
    if (isFirst) await draftStorage.removeExpired(Date.now())
  })

  /** The outcome of a save whose page ended before its response arrived. */
  function resumeSave(openIds: ReadonlySet<string>): void {
    const scope = { person: userId, slug, windowId: editorWindow.getId() }
    const request = takePendingSave(scope, openIds)
    if (request) dispatch({ type: 'resumed', request })
  }

  /** Removes the drafts whose changes are in the room. */
  const removeApplied = useEffectEvent(async (records: DraftRecord[]) => {
    const kept = records.filter((record) =>
      hasContent({ rows: rebaseRecord(record, entries), importText: record.importText }),
    )
    for (const record of records) if (!kept.includes(record)) await draftStorage.remove(record)
    return kept
  })

  const begin = useEffectEvent(() => {
    lastContent.current = onStart() ?? lastContent.current
    readContent()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each person has their own drafts
  useEffect(() => {
    const current = createDraftWriter({
      storage: draftStorage,
      read: () => readContent(),
      onWritten: (isKept) => setIsRefused(!isKept),
    })
    writer.current = current
    begin()
    const unsubscribe = form.subscribe({
      name: 'rows',
      formState: { values: true },
      callback: () => {
        // A discarded draft is brought back from here, so it has to be complete.
        readContent()
        current.markChanged()
      },
    })
    // Without drafts of earlier pages, the one on the screen is kept all the same.
    void load(true)
      .catch(() => undefined)
      .then(current.start)

    const onHide = () => current.flushNow()
    const onVisibilityChange = () => {
      if (document.visibilityState === 'hidden') return onHide()
      // Another window may have been closed meanwhile, and its draft is to be offered.
      void load(false).catch(() => undefined)
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: both are part of the draft
  useEffect(() => writer.current?.markChanged(), [state.note, importText])

  const scope = { userId, slug }
  const onOpen = useEffectEvent(() => setDiscarded(readDiscarded(scope)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: each person has their own drafts
  useEffect(() => onOpen(), [userId])

  const wasDiscarded = state.message === 'discarded'
  const onDiscardedChange = useEffectEvent((isDiscarded: boolean) => {
    const content = lastContent.current
    if (isDiscarded && content)
      storeDiscarded(toDraftRecord(toKey(randomUuid()), content, Date.now()))
    // The draft was brought back.
    else if (!isDiscarded && hasContent(readContent().content)) forgetDiscarded(scope)
  })
  useEffect(() => onDiscardedChange(wasDiscarded), [wasDiscarded])

  const isSaved = state.progress.status === 'settled'
  const onSaved = useEffectEvent(() => {
    setDiscarded(null)
    forgetDiscarded(scope)
  })
  useEffect(() => {
    if (isSaved) onSaved()
  }, [isSaved])

  /** What is on the screen becomes a draft of its own, so that restoring another loses nothing. */
  function releaseShownDraft(): DraftRecord[] {
    const content = { base: entries, rows: form.getValues('rows'), note: state.note, importText }
    if (!hasContent(content)) return []
    const record = toDraftRecord(toKey(randomUuid()), structuredClone(content), Date.now())
    void draftStorage.put(record).catch(() => setIsRefused(true))
    return [record]
  }

  async function moveToThisWindow(record: DraftRecord): Promise<void> {
    await draftStorage.put({ ...record, windowId: editorWindow.getId() })
    await draftStorage.remove(record)
  }

  return {
    records: read.records.filter((record) => record.userId === userId),
    readAt: read.at,
    discarded,
    isRefused,
    restore(record) {
      const released = releaseShownDraft()
      setRecords((records) => [...records.filter((each) => each !== record), ...released])
      moveToThisWindow(record).catch(() => setIsRefused(true))
      setImportText(record.importText)
      const rows = rebaseRecord(record, entries)
      dispatch({ type: 'reopen-draft', rows, note: record.note })
      const index = rows.findIndex(isEdited)
      if (index < 0) dispatch({ type: 'open-dialog', dialog: { kind: 'import' } })
      else focusWhenReady(`rows.${index}.${rows[index]?.removed ? 'undo' : 'value'}`)
    },
    discard(record) {
      setRecords((records) => records.filter((each) => each !== record))
      setDiscarded(record)
      storeDiscarded(record)
      void draftStorage.remove(record).catch(() => undefined)
    },
    undoDiscard(record) {
      setRecords((records) => [...records, record])
      setDiscarded(null)
      forgetDiscarded(record)
      draftStorage.put(record).catch(() => setIsRefused(true))
    },
  }
}
