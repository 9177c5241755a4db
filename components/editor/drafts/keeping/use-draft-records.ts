import { useEffect, useEffectEvent, useState } from 'react'
import { randomUuid } from '@/lib/client/browser/random-id'
import { type DraftKey, type DraftRecord, hasContent } from '@/lib/client/drafts/draft-record'
import { draftStorage } from '@/lib/client/drafts/draft-storage'
import { rebaseRecord } from '@/lib/client/drafts/kept-drafts'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { EditorWindow } from './use-window-identity'

type Deps = {
  scope: Omit<DraftKey, 'windowId'>
  editorWindow: EditorWindow
  entries: readonly Entry[]
  /** The last save of this window is settled. */
  isSaved: boolean
}

/** The drafts of this person in this room that earlier pages and closed windows left. */
export function useDraftRecords({ scope, editorWindow, entries, isSaved }: Deps) {
  const { userId, slug } = scope
  const [read, setRead] = useState<{ records: DraftRecord[]; at: number }>({ records: [], at: 0 })

  const setRecords = (update: (records: DraftRecord[]) => DraftRecord[]) =>
    setRead(({ records, at }) => ({ records: update(records), at }))

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

  /** Removes the drafts whose changes are in the room. */
  const removeApplied = useEffectEvent(async (records: DraftRecord[]) => {
    const kept = records.filter((record) =>
      hasContent({ rows: rebaseRecord(record, entries), importText: record.importText }),
    )
    for (const record of records) if (!kept.includes(record)) await draftStorage.remove(record)
    return kept
  })

  async function show(records: DraftRecord[]): Promise<void> {
    setRead({ records: await removeApplied(records), at: Date.now() })
  }

  const reload = useEffectEvent(async () => {
    await editorWindow.ask()
    const records = await draftStorage.list(userId, slug)
    await show(records.filter(({ windowId }) => windowId !== editorWindow.getId()))
  })
  useEffect(() => {
    const onVisibilityChange = () => {
      // Another window may have been closed meanwhile, and its draft is to be offered.
      if (document.visibilityState === 'visible') void reload().catch(() => undefined)
    }
    document.addEventListener('visibilitychange', onVisibilityChange)
    return () => document.removeEventListener('visibilitychange', onVisibilityChange)
  }, [])

  const onRoomChange = useEffectEvent(() => {
    if (isSaved && read.records.length > 0) void show(read.records).catch(() => undefined)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft may be that of the save
  useEffect(() => onRoomChange(), [isSaved, entries])

  return {
    records: read.records.filter((record) => record.userId === userId),
    /** When the records were read, in ms. */
    readAt: read.at,
    setRecords,
    /** Reads the records when the editor opens, before this window writes its own. */
    async load() {
      await show(await releaseOwnRecord(await draftStorage.list(userId, slug)))
      await draftStorage.removeExpired(Date.now())
    },
  }
}
