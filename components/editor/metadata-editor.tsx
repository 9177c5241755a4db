'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFieldArray, useForm, useWatch } from 'react-hook-form'
import { PartLoading } from '@/components/ui/part-loading'
import { untilLoaded } from '@/lib/client/browser/part-loads'
import { useCurrentUser, usePermission } from '@/lib/client/hooks/current-user'
import { useDocumentTitle } from '@/lib/client/hooks/use-document-title'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import type { Metadata } from '@/lib/shared/api/contract'
import { type Draft, toRows } from '@/lib/shared/changes/draft'
import { useLeaveGuard } from './drafts/use-leave-guard'
import { type Editor, EditorProvider, useEditor } from './editor-context'
import { findDraftProblems } from './form/draft-problems'
import { RowList } from './form/rows/row-list'
import { useRowActions } from './form/rows/use-row-actions'
import { UsageMeters } from './form/usage-meters'
import { useDraftCounts } from './form/use-draft-counts'
import { useRebasedDraft } from './live/use-rebased-draft'
import { SaveBar } from './save/save-bar'
import {
  needsNotice,
  type RestoreRequest,
  type RoomView,
  type SaveDispatch,
  type SaveState,
} from './save/save-state'
import { useSave } from './save/use-save'
import { useShortcuts } from './use-shortcuts'

const EditorDialogs = dynamic(
  untilLoaded(() => import('./editor-dialogs').then((module) => module.EditorDialogs)),
  { loading: PartLoading },
)
const EditorNotices = dynamic(
  untilLoaded(() => import('./editor-notices').then((module) => module.EditorNotices)),
  { loading: PartLoading },
)

type Props = {
  slug: string
  roomName: string
  metadata: Metadata
  restore: RestoreRequest | null
  readProblem: RoomView['readProblem']
  /** Reads the room again; resolves to false if the read failed. */
  onRefresh: () => Promise<boolean>
}

/** The form for a room's entries. Each row stores its base entry, so no dirty state is needed. */
export function MetadataEditor(props: Props) {
  'use memo'
  const { slug, roomName, metadata, restore, readProblem, onRefresh } = props
  const t = useTranslations('editor')
  const canSave = usePermission('metadata.save')
  // A later change of the role must not remove the fields, because they may hold unsaved text.
  const [isViewer] = useState(!canSave)
  const user = useCurrentUser()
  const [initialUser] = useState(user)
  const isHydrated = useHydrated()
  // The fields show their own errors while typing; the whole draft is checked before the review.
  const form = useForm<Draft>({ defaultValues: { rows: toRows(metadata.entries) } })
  const array = useFieldArray({ control: form.control, name: 'rows' })
  const rowActions = useRowActions(form, array)
  const { updatedAtByKey, deletedKeys, clearRemoteMarks, rebaseDraft } = useRebasedDraft(
    metadata,
    form.getValues,
    rowActions.updateRows,
  )
  const { state, dispatch } = useSave({
    slug,
    form,
    rowActions,
    room: { metadata, readProblem, canSave },
    restore,
    onSaved: clearRemoteMarks,
  })
  const { access } = state
  const isClosed = access === 'forbidden' || access === 'gone'
  const shownRestore = isClosed ? null : restore
  const onKeyDown = useShortcuts(rowActions, {
    review: () => dispatch({ type: 'review' }),
    canEdit: access === 'editable',
    isDialogOpen: state.dialog !== null,
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
    isShowingAllErrors: state.isShowingAllErrors,
    isReadOnly: access !== 'editable',
    isViewer,
    openConflicts: () => dispatch({ type: 'open-dialog', dialog: { kind: 'conflicts' } }),
  }
  return (
    <EditorProvider value={editor}>
      <EditorDocumentTitle roomName={roomName} state={state} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: handles shortcuts of the rows inside */}
      <div
        className="space-y-4"
        onKeyDown={onKeyDown}
        onBlur={() => requestAnimationFrame(rebaseDraft)}
      >
        {needsNotice(state) || user?.id !== initialUser?.id || shownRestore ? (
          <EditorNotices
            state={state}
            dispatch={dispatch}
            initialUser={initialUser}
            restore={shownRestore}
            onRefresh={onRefresh}
          />
        ) : null}
        <UsageMeters />
        <fieldset disabled={!isHydrated} aria-label={t('form')} className="min-w-0">
          <RowList
            ids={array.fields.map(({ id }) => id)}
            onImport={() => dispatch({ type: 'open-dialog', dialog: { kind: 'import' } })}
          />
        </fieldset>
        {isClosed ? null : <SaveBar state={state} dispatch={dispatch} deletedKeys={deletedKeys} />}
      </div>
      <OpenDialogs state={state} dispatch={dispatch} roomName={roomName} />
    </EditorProvider>
  )
}

/** Mounts the dialogs when one is needed; a wrong click may come right after the first letter. */
function OpenDialogs(props: { state: SaveState; dispatch: SaveDispatch; roomName: string }) {
  const leaveRequest = useLeaveGuard()
  if (leaveRequest === null && props.state.dialog === null) return null
  return <EditorDialogs {...props} leaveRequest={leaveRequest} />
}

/** Shows the state in the tab's title: "• " for a draft, "Error: " after a failed save. */
function EditorDocumentTitle({ roomName, state }: { roomName: string; state: SaveState }) {
  const t = useTranslations()
  const { control } = useEditor()
  const hasDraft = useDraftCounts().total > 0
  const rows = useWatch({ control, name: 'rows' })
  const hasErrors = state.isShowingAllErrors && findDraftProblems(rows).length > 0
  const hasFailed = state.progress.status === 'failed' || hasErrors
  const prefix = hasFailed ? t('editor.titleError') : hasDraft ? '• ' : ''
  useDocumentTitle(`${prefix}${roomName} · ${t('app.name')}`)
  return null
}
