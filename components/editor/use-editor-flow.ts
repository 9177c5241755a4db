import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { placeProblem } from '@/components/editor/form/form-problems'
import type { Sent } from '@/lib/client/api/metadata-queries'
import { announce } from '@/lib/client/browser/announce'
import { focusSoon } from '@/lib/client/browser/focus'
import type { Metadata } from '@/lib/shared/api/contract'
import type { Change } from '@/lib/shared/changes/change'
import { changesOf, type Draft, type DraftRow, rowsOf } from '@/lib/shared/changes/draft'
import { settled } from '@/lib/shared/changes/rebase'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import type { RowActions } from './form/rows/use-row-actions'
import { type Restoring, usePartly } from './save/use-partly'
import { useSaveFlow } from './save/use-save-flow'

/** What became of reading the room for the review. */
export type Read = 'under way' | 'done' | 'failed'

export type Layer =
  | {
      kind: 'review'
      /** The room when it was opened, as of `readAt`. */
      opened: readonly Entry[]
      readAt: string
      read: Read
    }
  | { kind: 'compare' }
  | { kind: 'since'; change: Change }
  | { kind: 'paste' }

type Room = {
  slug: string
  metadata: Metadata
  /** Reads the room anew; false = it could not be read. */
  onRead: () => Promise<boolean>
  /** Others' values were taken note of: the marks can go. */
  onSaved: () => void
}

// Few saves lose their page.
const unfinished = () => import('@/lib/shared/changes/partial-change')

/** The way of a draft into the room: check, review, send, and what to do with each answer. */
export function useEditorFlow(form: UseFormReturn<Draft>, rows: RowActions, room: Room) {
  const t = useTranslations()
  const { metadata } = room
  const [layer, setLayer] = useState<Layer | null>(null)
  const [demanding, setDemanding] = useState(false)
  const [said, setSaid] = useState<{ text: string; undoable: boolean } | null>(null)
  const [note, setNote] = useState('')
  const [restoring, setRestoring] = useState<Restoring | null>(null)

  const save = useSaveFlow(room.slug, metadata.pending, {
    async resumed({ changes, note }) {
      setNote(note)
      const { draftWith, resumed } = await unfinished()
      const typed = form.getValues('rows')
      const draft = changesOf(typed).length > 0 ? draftWith(typed, changes) : null
      rows.replace(draft ?? resumed(metadata.entries, changes), false)
    },
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
    ended: ({ outcome, by }) => announce(t('live.ended', { outcome, name: by?.name ?? '' })),
  })
  const { state, dismiss } = save
  const own = state.at === 'settled' && state.change.outcome === 'partial' ? state.change : null
  const { getValues } = form
  const partly = usePartly({ metadata, own, getValues, restore, review })

  function say(text: string, undoable = false) {
    setSaid({ text, undoable })
    announce(text)
  }

  async function openReview(draft: Draft) {
    setDemanding(false)
    setSaid(null)
    if (changesOf(draft.rows).length === 0) return say(t('editor.nothingToSave'))
    if (state.at === 'failed') dismiss()
    setLayer({
      kind: 'review',
      opened: metadata.entries,
      readAt: metadata.readAt,
      read: 'under way',
    })
    const read = (await room.onRead()) ? 'done' : 'failed'
    setLayer((shown) => (shown?.kind === 'review' ? { ...shown, read } : shown))
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
    void save.send(sent)
  }

  /**
   * A save whose answer never reached us is asked about by its own key, which saves it at most once. Otherwise the same
   * changes are sent again at once, and others have to be seen first.
   */
  function retry() {
    if (state.at === 'asking') return submit(state.sent)
    if (state.at !== 'failed' && state.at !== 'settled') return
    const { changes } = state.sent
    const same = JSON.stringify(changesOf(form.getValues('rows'))) === JSON.stringify(changes)
    // Nobody has read it yet, so it is still to be the one save it was.
    const unread =
      state.at === 'failed' &&
      state.problem.code === 'auth.required' &&
      !state.problem.details.change
    if (same && unread) submit(state.sent)
    else if (same) confirm(changes)
    else review()
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

  const shown = { ...save, ...partly, layer, demanding, said, note, restoring }
  const acts = { setLayer, setNote, review, confirm, retry, restore, discard, undo }
  return { ...shown, ...acts }
}

export type EditorFlow = ReturnType<typeof useEditorFlow>
