import { useEffect } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { randomUuid } from '@/lib/client/browser/random-id'
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
import type { SaveDispatch, SaveState } from '../../save/machine/save-state'
import { takePendingSave } from '../../save/pending-save-storage'
import { useDiscardedDraft } from './use-discarded-draft'
import { useDraftRecords } from './use-draft-records'
import { useDraftWriter } from './use-draft-writer'
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
  const scope = { userId, slug }
  const { entries } = state.room.metadata
  const isSaved = state.progress.status === 'settled'
  const toKey = (windowId: string) => ({ ...scope, windowId })
  const readContent = (): DraftContent => ({
    base: entries,
    rows: structuredClone(form.getValues('rows')),
    note: state.note,
    importText,
  })

  const { setRecords, ...drafts } = useDraftRecords({ scope, editorWindow, entries, isSaved })
  const { isRefused, onRefused, markChanged, getLastContent } = useDraftWriter({
    form,
    userId,
    read: () => ({ key: toKey(editorWindow.getId()), content: readContent() }),
    onStart,
    async takeOver() {
      resumeSave(await editorWindow.ask())
      await drafts.load()
    },
  })
  const { discarded, discard, forget } = useDiscardedDraft({
    scope,
    wasDiscarded: state.message === 'discarded',
    isSaved,
    readContent,
    getLastContent,
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: both are part of the draft
  useEffect(() => markChanged(), [state.note, importText])

  /** The outcome of a save whose page ended before its response arrived. */
  function resumeSave(openIds: ReadonlySet<string>): void {
    const pendingScope = { person: userId, slug, windowId: editorWindow.getId() }
    const request = takePendingSave(pendingScope, openIds)
    if (request) dispatch({ type: 'resumed', request })
  }

  /** What is on the screen becomes a draft of its own, so that restoring another loses nothing. */
  function releaseShownDraft(): DraftRecord[] {
    const content = readContent()
    if (!hasContent(content)) return []
    const record = toDraftRecord(toKey(randomUuid()), content, Date.now())
    void draftStorage.put(record).catch(onRefused)
    return [record]
  }

  async function moveToThisWindow(record: DraftRecord): Promise<void> {
    await draftStorage.put({ ...record, windowId: editorWindow.getId() })
    await draftStorage.remove(record)
  }

  return {
    records: drafts.records,
    readAt: drafts.readAt,
    discarded,
    isRefused,
    restore(record) {
      const released = releaseShownDraft()
      setRecords((records) => [...records.filter((each) => each !== record), ...released])
      moveToThisWindow(record).catch(onRefused)
      setImportText(record.importText)
      const rows = rebaseRecord(record, entries)
      dispatch({ type: 'reopen-draft', rows, note: record.note })
      const index = rows.findIndex(isEdited)
      if (index < 0) dispatch({ type: 'open-dialog', dialog: { kind: 'import' } })
      else focusWhenReady(`rows.${index}.${rows[index]?.removed ? 'undo' : 'value'}`)
    },
    discard(record) {
      setRecords((records) => records.filter((each) => each !== record))
      discard(record)
      void draftStorage.remove(record).catch(() => undefined)
    },
    undoDiscard(record) {
      setRecords((records) => [...records, record])
      forget()
      draftStorage.put(record).catch(onRefused)
    },
  }
}
