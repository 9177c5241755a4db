import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { announce } from '@/lib/client/announce'
import { focusSoon } from '@/lib/client/focus'
import { placeProblem } from '@/lib/client/form-problems'
import type { Sent } from '@/lib/client/metadata-queries'
import type { Metadata } from '@/lib/shared/contract'
import { invertChanges } from '@/lib/shared/diff'
import { changesOf, type Draft, type DraftRow, rowsOf } from '@/lib/shared/draft'
import type { Entry, KeyChange } from '@/lib/shared/entry'
import { draftOf, settled } from '@/lib/shared/rebase'
import type { RestoreAim } from '@/lib/shared/restore'
import type { RowActions } from './use-row-actions'
import { useSaveFlow } from './use-save-flow'

export type Layer =
  | {
      kind: 'review' /** The room when it was opened. */
      opened: readonly Entry[]
      reading: boolean
    }
  | { kind: 'compare' }
  | { kind: 'paste' }

/** Which change the draft was made from, what for, and the keys it came for. */
type Restoring = { id: string; aim: RestoreAim; keys: readonly string[] }

type Room = {
  slug: string
  metadata: Metadata
  onRead: () => Promise<unknown>
  /** Others' values were taken note of: the marks can go. */
  onSaved: () => void
}

/** The way of a draft into the room: check, review, send, and what to do with each answer. */
export function useEditorFlow(form: UseFormReturn<Draft>, rows: RowActions, room: Room) {
  const t = useTranslations()
  const { metadata } = room
  const [layer, setLayer] = useState<Layer | null>(null)
  const [demanding, setDemanding] = useState(false)
  const [said, setSaid] = useState<{ text: string; undoable: boolean } | null>(null)
  const [note, setNote] = useState('')
  const [restoring, setRestoring] = useState<Restoring | null>(null)

  const { state, holder, send, dismiss } = useSaveFlow(room.slug, metadata.pending, {
    settled(change) {
      const rest = settled(form.getValues('rows'), change)
      rows.put(rest.rows, rest.added)
      room.onSaved()
      const applied = change.outcome === 'applied'
      if (applied) forget()
      announce(t(applied ? 'outcome.spoken.saved' : 'outcome.spoken.partly'))
    },
    problem(problem) {
      const placed = placeProblem(problem, form.getValues('rows'))
      for (const { name, code } of placed) form.setError(name, { type: 'server', message: code })
      announce(t(`problems.${problem.code}`, problem.details.params), 'assertive')
      if (problem.code === 'room.changed') setLayer({ kind: 'compare' })
      else focusSoon(placed[0]?.name ?? 'outcome')
    },
  })

  function say(text: string, undoable = false) {
    setSaid({ text, undoable })
    announce(text)
  }

  async function openReview(draft: Draft) {
    setDemanding(false)
    setSaid(null)
    if (changesOf(draft.rows).length === 0) return say(t('editor.nothingToSave'))
    if (state.at === 'failed') dismiss()
    setLayer({ kind: 'review', opened: metadata.entries, reading: true })
    await room.onRead()
    setLayer((shown) => (shown?.kind === 'review' ? { ...shown, reading: false } : shown))
  }

  function demand() {
    setDemanding(true)
    setSaid(null)
    focusSoon('summary')
  }

  function review() {
    setLayer(null)
    if (state.at !== 'sending') void form.handleSubmit(openReview, demand)()
  }

  /** To finish a change takes nothing back; nor does a draft in which none of what was to be restored is left. */
  function confirm(changes: KeyChange[]) {
    const back = restoring?.aim === 'finish' ? null : restoring
    const restores = changes.some(({ key }) => back?.keys.includes(key)) ? back?.id : undefined
    submit({ changes, note, restores, idempotencyKey: crypto.randomUUID() })
  }

  function forget() {
    setNote('')
    setRestoring(null)
  }

  /** A draft made from a change of the past. */
  function restore(draft: readonly DraftRow[], made: Restoring) {
    rows.replace(draft, true)
    setRestoring(made)
  }

  function submit(sent: Sent) {
    setLayer(null)
    setSaid(null)
    announce(t('outcome.saving'))
    focusSoon('review')
    void send(sent)
  }

  /**
   * A save whose answer never reached us is asked about by its own key, which saves it at most once. Otherwise the same
   * changes are sent again at once, and others have to be seen first.
   */
  function retry() {
    if (state.at !== 'failed' && state.at !== 'settled') return
    const { changes } = state.sent
    const lost = state.at === 'failed' && state.problem.code === 'console.unreachable'
    if (lost) return submit(state.sent)
    const same = JSON.stringify(changesOf(form.getValues('rows'))) === JSON.stringify(changes)
    if (same) confirm(changes)
    else review()
  }

  function putBack() {
    if (state.at !== 'settled') return
    const { changes, results } = state.change
    const applied = results.filter(({ result }) => result === 'applied').map(({ key }) => key)
    const written = changes.filter(({ key }) => applied.includes(key))
    const draft = draftOf(metadata.entries, invertChanges(written))
    restore(draft, { id: state.change.id, aim: 'before', keys: applied })
    review()
  }

  function discard() {
    rows.replace(rowsOf(metadata.entries), true)
    setDemanding(false)
    setRestoring(null)
    if (state.at === 'failed') dismiss()
    say(t('editor.discarded'), true)
    focusSoon('review')
  }

  function undo() {
    rows.undo()
    setSaid(null)
  }

  const shown = { state, holder, layer, demanding, said, note, restoring }
  const acts = { review, confirm, retry, restore, putBack, discard, undo, dismiss }
  return { ...shown, ...acts, setLayer, setNote }
}

export type EditorFlow = ReturnType<typeof useEditorFlow>
