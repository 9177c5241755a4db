'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFieldArray, useForm } from 'react-hook-form'
import { lazyComponent } from '@/components/ui/lazy-component'
import { useCurrentUser, usePermission } from '@/lib/client/hooks/current-user'
import { useDocumentTitle } from '@/lib/client/hooks/use-document-title'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import type { Metadata } from '@/lib/shared/api/contract'
import { type Draft, toRows } from '@/lib/shared/changes/draft'
import { LeaveGuard } from './drafts/leave-guard'
import { type Editor, EditorProvider } from './editor-context'
import { EditorDialogs } from './editor-dialogs'
import { RowList } from './form/rows/row-list'
import { useRowActions } from './form/rows/use-row-actions'
import { UsageMeters } from './form/usage-meters'
import { useDraftCounts } from './form/use-draft-counts'
import { useRebasedDraft } from './live/use-rebased-draft'
import type { RequestedRestore } from './restore/restore-draft'
import { SaveBar } from './save/save-bar'
import { useEditorFlow } from './use-editor-flow'
import { useShortcuts } from './use-shortcuts'

// Most saves succeed, so the parts for other outcomes load on demand.
const OutcomeBanners = lazyComponent(() =>
  import('./save/outcome/outcome-banners').then((module) => module.OutcomeBanners),
)
const ErrorSummary = lazyComponent(() =>
  import('./form/error-summary').then((module) => module.ErrorSummary),
)
const RestoreDraft = lazyComponent(() =>
  import('./restore/restore-draft').then((module) => module.RestoreDraft),
)
const SessionGuard = lazyComponent(() =>
  import('./session-guard/session-guard').then((module) => module.SessionGuard),
)

type Props = {
  slug: string
  roomName: string
  metadata: Metadata
  restore: RequestedRestore | null
  /** The last read found that the room has ended. */
  isGone: boolean
  /** The last read was refused because the session had ended. */
  isSignedOut: boolean
  /** Reads the room again; resolves to false if the read failed. */
  onRefresh: () => Promise<boolean>
}

/** The form for a room's entries. Each row stores its base entry, so no dirty state is needed. */
export function MetadataEditor(props: Props) {
  const { slug, roomName, metadata, restore, isGone: isGoneOnRead, isSignedOut, onRefresh } = props
  const t = useTranslations('editor')
  const canSave = usePermission('metadata.save')
  // A later change of the role must not remove the fields, because they may hold unsaved text.
  const [isViewer] = useState(!canSave)
  const user = useCurrentUser()
  const [initialUser] = useState(user)
  const isHydrated = useHydrated()
  const form = useForm<Draft>({
    defaultValues: { rows: toRows(metadata.entries) },
    resolver: async (...draft) => (await import('./form/draft-resolver')).draftResolver(...draft),
    // The fields show their own errors while typing; the whole draft is checked before the review.
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    shouldFocusError: false,
  })
  const array = useFieldArray({ control: form.control, name: 'rows' })
  const rowActions = useRowActions(form, array)
  const { updatedAtByKey, deletedKeys, clearRemoteMarks, rebaseDraft } = useRebasedDraft(
    metadata,
    form.getValues,
    rowActions.updateRows,
  )
  const flow = useEditorFlow(form, rowActions, {
    slug,
    metadata,
    onRefresh,
    onSaved: clearRemoteMarks,
  })
  const { state, dialog, message } = flow
  const failureCode = state.status === 'failed' ? state.problem.code : null
  const isGone = isGoneOnRead || failureCode === 'room.gone'
  const isForbidden = !isGone && (!canSave || failureCode === 'auth.forbidden')
  const isReadOnly = isGone || isForbidden
  const needsSessionGuard =
    isForbidden || isSignedOut || failureCode === 'auth.required' || user?.id !== initialUser?.id
  const hasOutcome =
    (state.status !== 'idle' && state.status !== 'sending') ||
    isGone ||
    flow.lockingChange ||
    flow.lastLockingChange ||
    flow.partialChange
  const [hasErrors, setHasErrors] = useState(false)
  const [hasMountedOutcomes, setHasMountedOutcomes] = useState(false)
  // Stays mounted: the room may be read as free before the outcome of the locking change is known.
  if (hasOutcome && !hasMountedOutcomes) setHasMountedOutcomes(true)
  const onKeyDown = useShortcuts(rowActions, {
    review: () => (isReadOnly ? undefined : flow.review()),
    canEdit: !isReadOnly,
    isDialogOpen: dialog !== null,
  })
  const editor: Editor = {
    slug,
    control: form.control,
    clearErrors: form.clearErrors,
    getValues: form.getValues,
    subscribe: form.subscribe,
    rowActions,
    entries: metadata.entries,
    updatedAtByKey,
    isShowingAllErrors: flow.isShowingAllErrors,
    isReadOnly,
    isViewer,
    openConflicts: () => flow.setDialog({ kind: 'conflicts' }),
  }
  return (
    <EditorProvider value={editor}>
      <EditorDocumentTitle roomName={roomName} hasFailed={state.status === 'failed' || hasErrors} />
      <LeaveGuard />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: handles shortcuts of the rows inside */}
      <div
        className="space-y-4"
        onKeyDown={onKeyDown}
        onBlur={() => requestAnimationFrame(rebaseDraft)}
      >
        <section
          id="outcome"
          tabIndex={-1}
          aria-label={t('saveResult')}
          className="space-y-3 empty:hidden"
        >
          {needsSessionGuard ? (
            <SessionGuard
              flow={flow}
              initialUser={initialUser}
              isSignedOut={isSignedOut}
              isForbidden={isForbidden}
              onRefresh={onRefresh}
            />
          ) : null}
          {hasMountedOutcomes ? (
            <OutcomeBanners
              flow={flow}
              isGone={isGone}
              readAt={metadata.readAt}
              onRefresh={() => onRefresh().then(flow.dismiss)}
            />
          ) : null}
        </section>
        {restore && isHydrated && !isReadOnly ? (
          <RestoreDraft
            key={restore.id}
            request={restore}
            slug={slug}
            flow={flow}
            onRefresh={onRefresh}
          />
        ) : null}
        {flow.isShowingAllErrors ? <ErrorSummary onHasProblemsChange={setHasErrors} /> : null}
        <UsageMeters />
        <fieldset disabled={!isHydrated} aria-label={t('form')} className="min-w-0">
          <RowList
            ids={array.fields.map(({ id }) => id)}
            onImport={() => flow.setDialog({ kind: 'import' })}
          />
        </fieldset>
        {isReadOnly ? null : (
          <SaveBar
            state={state}
            message={message?.text ?? null}
            deletedKeys={deletedKeys}
            onUndo={message?.isUndoable ? flow.undo : null}
            onCompare={(change) => flow.setDialog({ kind: 'overwritten', change })}
            onDiscard={flow.discard}
            onReview={flow.review}
          />
        )}
      </div>
      <EditorDialogs flow={flow} roomName={roomName} />
    </EditorProvider>
  )
}

/** Shows the state in the tab's title: "• " for a draft, "Error: " after a failed save. */
function EditorDocumentTitle({ roomName, hasFailed }: { roomName: string; hasFailed: boolean }) {
  const t = useTranslations()
  const hasDraft = useDraftCounts().total > 0
  const prefix = hasFailed ? t('editor.titleError') : hasDraft ? '• ' : ''
  useDocumentTitle(`${prefix}${roomName} · ${t('app.name')}`)
  return null
}
