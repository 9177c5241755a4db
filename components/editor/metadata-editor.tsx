'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFieldArray, useForm } from 'react-hook-form'
import { useMay, useSelf } from '@/components/layout/self'
import { lazily } from '@/components/ui/lazily'
import { useHydrated } from '@/lib/client/hooks/hydrated'
import type { Metadata } from '@/lib/shared/api/contract'
import { type Draft, rowsOf } from '@/lib/shared/changes/draft'
import { DocumentTitle } from './document-title'
import { LeaveGuard } from './drafts/leave-guard'
import { type Editor, EditorProvider } from './editor-context'
import { Meters } from './form/meters'
import { Rows } from './form/rows/rows'
import { useRowActions } from './form/rows/use-row-actions'
import { Layers } from './layers'
import { useFollow } from './live/use-follow'
import type { AskedRestore } from './restore/restoring'
import { SaveBar } from './save/save-bar'
import { useEditorFlow } from './use-editor-flow'
import { useShortcuts } from './use-shortcuts'

// Most saves go well: what is told of the others comes when first needed.
const Outcomes = lazily(() => import('./save/outcome/outcomes').then((module) => module.Outcomes))
const ErrorSummary = lazily(() =>
  import('./form/error-summary').then((module) => module.ErrorSummary),
)
const Restoring = lazily(() => import('./restore/restoring').then((module) => module.Restoring))

const Access = lazily(() => import('./session-guard/session-guard').then((module) => module.Access))

type Props = {
  slug: string
  roomName: string
  metadata: Metadata
  restore: AskedRestore | null
  /** The room was not there when it was last read. */
  ended: boolean
  /** There was no session any more when the room was last read. */
  signedOut: boolean
  /** Reads the room again; resolves when the answer is in, false = there is none. */
  onRead: () => Promise<boolean>
}

/** The form over one room. Each row knows what it was loaded from, so the form needs no dirty state of its own. */
export function MetadataEditor(props: Props) {
  const { slug, roomName, metadata, restore, ended, signedOut, onRead } = props
  const t = useTranslations('editor')
  const maySave = useMay('metadata.save')
  // Who has begun to type keeps the fields, whatever becomes of the role: what was typed must not go.
  const [viewing] = useState(!maySave)
  const self = useSelf()
  const [begun] = useState(self)
  const hydrated = useHydrated()
  const form = useForm<Draft>({
    defaultValues: { rows: rowsOf(metadata.entries) },
    resolver: async (...draft) =>
      (await import('@/components/editor/form/draft-resolver')).draftResolver(...draft),
    // Facts are shown by the fields themselves, at once; the whole is judged on the way to the review.
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    shouldFocusError: false,
  })
  const array = useFieldArray({ control: form.control, name: 'rows' })
  const rows = useRowActions(form, array)
  const { updated, deleted, forgetFollowed, follow } = useFollow(metadata, form.getValues, rows.put)
  const flow = useEditorFlow(form, rows, { slug, metadata, onRead, onSaved: forgetFollowed })
  const { state, layer, said } = flow
  const refusal = state.at === 'failed' ? state.problem.code : null
  const gone = ended || refusal === 'room.gone'
  const locked = !gone && (!maySave || refusal === 'auth.forbidden')
  const readOnly = gone || locked
  const barred = locked || signedOut || refusal === 'auth.required'
  const calm = state.at === 'idle' || state.at === 'sending'
  const told = !calm || gone || flow.holding || flow.ended || flow.partly
  const [broken, setBroken] = useState(false)
  const [needed, setNeeded] = useState(false)
  // From then on it stays: what held the room may be read as free before its end is known.
  if (told && !needed) setNeeded(true)
  const onKeyDown = useShortcuts(rows, {
    review: () => (readOnly ? undefined : flow.review()),
    canEdit: !readOnly,
    layerOpen: layer !== null,
  })
  const editor: Editor = {
    slug,
    control: form.control,
    clearErrors: form.clearErrors,
    getValues: form.getValues,
    subscribe: form.subscribe,
    rows,
    entries: metadata.entries,
    updated,
    demanding: flow.demanding,
    readOnly,
    viewing,
    compare: () => flow.setLayer({ kind: 'compare' }),
  }
  return (
    <EditorProvider value={editor}>
      <DocumentTitle name={roomName} failed={state.at === 'failed' || broken} />
      <LeaveGuard />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: short cuts of the rows inside */}
      <div className="space-y-4" onKeyDown={onKeyDown} onBlur={() => requestAnimationFrame(follow)}>
        <section
          id="outcome"
          tabIndex={-1}
          aria-label={t('outcome')}
          className="space-y-3 empty:hidden"
        >
          {barred || self?.id !== begun?.id ? (
            <Access
              flow={flow}
              begun={begun}
              signedOut={signedOut}
              locked={locked}
              onRead={onRead}
            />
          ) : null}
          {needed ? (
            <Outcomes
              flow={flow}
              gone={gone}
              readAt={metadata.readAt}
              onLook={() => onRead().then(flow.dismiss)}
            />
          ) : null}
        </section>
        {restore && hydrated && !readOnly ? (
          <Restoring key={restore.id} asked={restore} slug={slug} flow={flow} onRead={onRead} />
        ) : null}
        {flow.demanding ? <ErrorSummary onBroken={setBroken} /> : null}
        <Meters />
        <fieldset disabled={!hydrated} aria-label={t('form')} className="min-w-0">
          <Rows
            ids={array.fields.map(({ id }) => id)}
            onPaste={() => flow.setLayer({ kind: 'paste' })}
          />
        </fieldset>
        {readOnly ? null : (
          <SaveBar
            state={state}
            said={said?.text ?? null}
            deleted={deleted}
            onUndo={said?.undoable ? flow.undo : null}
            onCompare={(change) => flow.setLayer({ kind: 'since', change })}
            onDiscard={flow.discard}
            onReview={flow.review}
          />
        )}
      </div>
      <Layers flow={flow} roomName={roomName} />
    </EditorProvider>
  )
}
