'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFieldArray, useForm } from 'react-hook-form'
import { announce } from '@/lib/client/announce'
import { focusSoon } from '@/lib/client/focus'
import { placeProblem } from '@/lib/client/form-problems'
import { useHydrated } from '@/lib/client/hydrated'
import type { Metadata } from '@/lib/shared/contract'
import { invertChanges } from '@/lib/shared/diff'
import { changesOf, type Draft, draftSchema, entriesOf, rowsOf } from '@/lib/shared/draft'
import type { Entry, KeyChange } from '@/lib/shared/entry'
import { LIMITS } from '@/lib/shared/limits'
import { draftOf, settled } from '@/lib/shared/rebase'
import { DocumentTitle } from './document-title'
import { type Editor, EditorProvider } from './editor-context'
import { ErrorSummary } from './error-summary'
import { ConflictDialog, PasteMany, ReviewDialog } from './layers'
import { LeaveGuard } from './leave-guard'
import { Meters } from './meters'
import { GoneBanner } from './outcome/gone-banner'
import { OutcomeBanner } from './outcome/outcome-banner'
import { UnsettledBanner } from './outcome/unsettled-banner'
import { Rows } from './rows'
import { SaveBar } from './save-bar'
import { useFollow } from './use-follow'
import { useRowActions } from './use-row-actions'
import { useSaveFlow } from './use-save-flow'
import { useShortcuts } from './use-shortcuts'

type Props = {
  slug: string
  roomName: string
  metadata: Metadata
  gone: boolean
  /** Reads the room again; resolves when the answer is in. */
  onRead: () => Promise<unknown>
}

type Layer =
  | { kind: 'review'; opened: readonly Entry[]; reading: boolean }
  | { kind: 'compare' | 'paste' }

/** The form over one room: its rows, its limits, and the way of a draft into the room. */
export function MetadataEditor({ slug, roomName, metadata, gone: ended, onRead }: Props) {
  const t = useTranslations()
  const hydrated = useHydrated()
  const form = useForm<Draft>({
    defaultValues: { rows: rowsOf(metadata.entries) },
    resolver: standardSchemaResolver(draftSchema),
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    shouldFocusError: false,
  })
  const array = useFieldArray({ control: form.control, name: 'rows' })
  const rows = useRowActions(form, array)
  const { updated, forgetUpdated, follow } = useFollow(metadata, form.getValues, rows.put)
  const [layer, setLayer] = useState<Layer | null>(null)
  const [demanding, setDemanding] = useState(false)
  const [said, setSaid] = useState<{ text: string; undo: boolean } | null>(null)
  const [note, setNote] = useState('')

  const flow = useSaveFlow(slug, metadata.pending, {
    settled(change) {
      rows.put(settled(form.getValues('rows'), change))
      forgetUpdated()
      if (change.outcome === 'applied') setNote('')
      announce(t(`outcome.spoken.${change.outcome === 'applied' ? 'saved' : 'partly'}`))
    },
    problem(problem) {
      for (const { name, code } of placeProblem(problem, form.getValues('rows')))
        form.setError(name, { type: 'server', message: code })
      announce(t(`problems.${problem.code}`, problem.details.params), 'assertive')
      focusSoon('outcome')
    },
  })
  const { state } = flow
  const gone = ended || (state.at === 'failed' && state.problem.code === 'room.gone')
  const editor: Editor = {
    control: form.control,
    clearErrors: form.clearErrors,
    rows,
    entries: metadata.entries,
    updated,
    demanding,
    readOnly: gone,
    compare: () => setLayer({ kind: 'compare' }),
  }

  const openReview = form.handleSubmit(
    async (draft) => {
      setDemanding(false)
      setSaid(null)
      if (changesOf(draft.rows).length === 0) {
        setSaid({ text: t('editor.nothingToSave'), undo: false })
        announce(t('editor.nothingToSave'))
        return
      }
      const opened = metadata.entries
      setLayer({ kind: 'review', opened, reading: true })
      await onRead()
      setLayer((shown) => (shown?.kind === 'review' ? { ...shown, reading: false } : shown))
    },
    () => {
      setDemanding(true)
      setSaid(null)
      focusSoon('summary')
    },
  )
  const review = () => {
    if (!gone && state.at !== 'sending' && layer === null) void openReview()
  }

  function send(changes: KeyChange[], key?: string) {
    setLayer(null)
    setSaid(null)
    announce(t('outcome.saving'))
    focusSoon('review')
    flow.send({ changes, note, idempotencyKey: key ?? crypto.randomUUID() })
  }

  /** The same changes are sent again at once; others have to be seen first. */
  function retry() {
    if (state.at !== 'failed' && state.at !== 'settled') return
    const { changes, idempotencyKey } = state.sent
    const now = changesOf(form.getValues('rows'))
    if (JSON.stringify(now) !== JSON.stringify(changes)) return review()
    const lost = state.at === 'failed' && state.problem.code === 'console.unreachable'
    send(changes, lost ? idempotencyKey : undefined)
  }

  function putBack() {
    if (state.at !== 'settled') return
    const { changes, results } = state.change
    const applied = changes.filter(({ key }) =>
      results.some((each) => each.key === key && each.result === 'applied'),
    )
    rows.replace(draftOf(metadata.entries, invertChanges(applied)), true)
    review()
  }

  function discard() {
    rows.replace(rowsOf(metadata.entries), true)
    setDemanding(false)
    flow.dismiss()
    setSaid({ text: t('editor.discarded'), undo: true })
    announce(t('editor.discarded'))
    focusSoon('review')
  }

  const onKeyDown = useShortcuts(rows, { review, canEdit: !gone, layerOpen: layer !== null })
  const failed = demanding || state.at === 'failed'
  return (
    <EditorProvider value={editor}>
      <DocumentTitle name={roomName} failed={failed} />
      <LeaveGuard />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: short cuts of the rows inside */}
      <div className="space-y-4" onKeyDown={onKeyDown} onBlur={() => requestAnimationFrame(follow)}>
        <div id="outcome" tabIndex={-1} className="space-y-3 empty:hidden">
          {flow.holder ? <UnsettledBanner change={flow.holder} /> : null}
          {gone ? <GoneBanner onLook={() => onRead().then(flow.dismiss)} /> : null}
          <OutcomeBanner
            state={state}
            on={{ retry, finish: review, putBack, compare: editor.compare, dismiss: flow.dismiss }}
          />
        </div>
        {demanding ? <ErrorSummary /> : null}
        <Meters />
        <fieldset disabled={!hydrated} aria-label={t('editor.form')} className="min-w-0">
          <Rows
            ids={array.fields.map(({ id }) => id)}
            onPaste={() => setLayer({ kind: 'paste' })}
          />
        </fieldset>
        <SaveBar
          state={state}
          said={said?.text ?? null}
          onUndo={
            said?.undo
              ? () => {
                  rows.undo()
                  setSaid(null)
                }
              : null
          }
          onDiscard={discard}
          onReview={review}
        />
      </div>
      {layer?.kind === 'review' ? (
        <ReviewDialog
          editor={editor}
          roomName={roomName}
          opened={layer.opened}
          reading={layer.reading}
          note={note}
          onNote={setNote}
          onBack={() => setLayer(null)}
          onCompare={editor.compare}
          onConfirm={send}
        />
      ) : null}
      {layer?.kind === 'compare' ? (
        <ConflictDialog
          editor={editor}
          onClose={() => setLayer(null)}
          onReview={() => setLayer(null)}
        />
      ) : null}
      {layer?.kind === 'paste' ? (
        <PasteMany
          free={Math.max(0, LIMITS.keys - entriesOf(form.getValues('rows')).length)}
          onAdd={(entries) => {
            setLayer(null)
            rows.addMany(entries)
          }}
          onClose={() => setLayer(null)}
        />
      ) : null}
    </EditorProvider>
  )
}
