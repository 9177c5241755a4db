import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { SaveRequest } from '@/lib/client/api/save-queries'
import { announce } from '@/lib/client/browser/announce'
import { focusWhenReady } from '@/lib/client/browser/focus'
import type { Metadata } from '@/lib/shared/api/contract'
import type { Change } from '@/lib/shared/changes/change'
import { type Draft, type DraftRow, toKeyChanges, toRows } from '@/lib/shared/changes/draft'
import { rebaseAfterSave } from '@/lib/shared/changes/rebase'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { toFieldProblems } from './form/field-problems'
import type { RowActions } from './form/rows/use-row-actions'
import { type RestoreSource, usePartialChange } from './save/use-partial-change'
import { useSave } from './save/use-save'

/** The progress of reading the room again for the review. */
export type ReadStatus = 'reading' | 'done' | 'failed'

type EditorDialog =
  | {
      kind: 'review'
      /** The entries when the review was opened, read at `readAt`. */
      initialEntries: readonly Entry[]
      readAt: string
      readStatus: ReadStatus
    }
  | { kind: 'conflicts' }
  | { kind: 'overwritten'; change: Change }
  | { kind: 'import' }

type RoomDeps = {
  slug: string
  metadata: Metadata
  /** Reads the room again; resolves to false if the read failed. */
  onRefresh: () => Promise<boolean>
  /** Runs after a save settled. Clears the marks for other people's changes. */
  onSaved: () => void
}

// Few pages are reloaded during a save, so this module loads on demand.
const loadPartialChange = () => import('@/lib/shared/changes/partial-change')

/** Takes a draft through checks, review and save, and handles each outcome. */
export function useEditorFlow(form: UseFormReturn<Draft>, rowActions: RowActions, room: RoomDeps) {
  const t = useTranslations()
  const { metadata } = room
  const [dialog, setDialog] = useState<EditorDialog | null>(null)
  const [isShowingAllErrors, setIsShowingAllErrors] = useState(false)
  const [message, setMessage] = useState<{ text: string; isUndoable: boolean } | null>(null)
  const [note, setNote] = useState('')
  const [restoreSource, setRestoreSource] = useState<RestoreSource | null>(null)

  const save = useSave(room.slug, metadata.pending, {
    async onResume({ changes, note }) {
      setNote(note)
      const { addChangesToDraft, rebaseChanges } = await loadPartialChange()
      const rows = form.getValues('rows')
      const draft = toKeyChanges(rows).length > 0 ? addChangesToDraft(rows, changes) : null
      rowActions.replaceDraft(draft ?? rebaseChanges(metadata.entries, changes), false)
    },
    onSettle(change) {
      const rebased = rebaseAfterSave(form.getValues('rows'), change)
      rowActions.updateRows(rebased.rows, rebased.added)
      room.onSaved()
      const isApplied = change.outcome === 'applied'
      if (isApplied) resetSaveOptions()
      announce(t(isApplied ? 'outcome.announcements.saved' : 'outcome.announcements.partly'))
    },
    onProblem(problem) {
      const fieldProblems = toFieldProblems(problem, form.getValues('rows'))
      for (const { name, code } of fieldProblems)
        form.setError(name, { type: 'server', message: code })
      announce(t(`problems.${problem.code}`, problem.details.params), 'assertive')
      if (problem.code === 'room.changed') setDialog({ kind: 'conflicts' })
      else focusWhenReady(fieldProblems[0]?.name ?? 'outcome')
    },
    onLockEnd: ({ outcome, by }) =>
      announce(t('live.otherSaveEnded', { outcome, name: by?.name ?? '' })),
  })
  const { state, dismiss } = save
  const ownChange =
    state.status === 'settled' && state.change.outcome === 'partial' ? state.change : null
  const { getValues } = form
  const partial = usePartialChange({ metadata, ownChange, getValues, startRestore, review })

  function showMessage(text: string, isUndoable = false) {
    setMessage({ text, isUndoable })
    announce(text)
  }

  async function openReview(draft: Draft) {
    setIsShowingAllErrors(false)
    setMessage(null)
    if (toKeyChanges(draft.rows).length === 0) return showMessage(t('editor.nothingToSave'))
    if (state.status === 'failed') dismiss()
    setDialog({
      kind: 'review',
      initialEntries: metadata.entries,
      readAt: metadata.readAt,
      readStatus: 'reading',
    })
    const readStatus = (await room.onRefresh()) ? 'done' : 'failed'
    setDialog((current) => (current?.kind === 'review' ? { ...current, readStatus } : current))
  }

  function showErrors() {
    setIsShowingAllErrors(true)
    setMessage(null)
    focusWhenReady('summary')
  }

  function review() {
    setDialog(null)
    if (state.status !== 'sending') void form.handleSubmit(openReview, showErrors)()
  }

  /**
   * Sends the reviewed changes. The save counts as a restore only if it still contains a restored
   * key; retrying the rest of a partial change restores nothing.
   */
  function confirmReview(changes: KeyChange[]) {
    const source = restoreSource?.aim === 'finish' ? null : restoreSource
    const restores = changes.some(({ key }) => source?.keys.includes(key)) ? source?.id : undefined
    submit({ changes, note, restores, idempotencyKey: crypto.randomUUID() })
  }

  function resetSaveOptions() {
    setNote('')
    setRestoreSource(null)
  }

  /** Shows a draft that was made from an earlier change. */
  function startRestore(draft: readonly DraftRow[], source: RestoreSource) {
    rowActions.replaceDraft(draft, true)
    setRestoreSource(source)
  }

  function submit(request: SaveRequest) {
    setDialog(null)
    setMessage(null)
    announce(t('outcome.saving'))
    focusWhenReady('review')
    void save.send(request)
  }

  /**
   * Repeats a save whose response was lost with its idempotency key, so it is applied at most once.
   * After other failures, sends the same changes again, or opens the review if the draft changed.
   */
  function retry() {
    if (state.status === 'response-lost') return submit(state.save)
    if (state.status !== 'failed' && state.status !== 'settled') return
    const { changes } = state.save
    const isDraftUnchanged =
      JSON.stringify(toKeyChanges(form.getValues('rows'))) === JSON.stringify(changes)
    // The server refused the request before reading it, so the idempotency key is unused.
    const isIdempotencyKeyUnused =
      state.status === 'failed' &&
      state.problem.code === 'auth.required' &&
      !state.problem.details.change
    if (isDraftUnchanged && isIdempotencyKeyUnused) submit(state.save)
    else if (isDraftUnchanged) confirmReview(changes)
    else review()
  }

  function discard() {
    rowActions.replaceDraft(toRows(metadata.entries), true)
    setIsShowingAllErrors(false)
    setRestoreSource(null)
    if (state.status === 'failed') dismiss()
    showMessage(t('editor.discarded'), true)
    focusWhenReady('review')
  }

  function undo() {
    rowActions.undo()
    setMessage(null)
  }

  return {
    ...save,
    ...partial,
    dialog,
    isShowingAllErrors,
    message,
    note,
    restoreSource,
    setDialog,
    setNote,
    review,
    confirmReview,
    retry,
    startRestore,
    discard,
    undo,
  }
}

export type EditorFlow = ReturnType<typeof useEditorFlow>
