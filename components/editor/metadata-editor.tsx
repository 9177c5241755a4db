'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { useFieldArray, useForm } from 'react-hook-form'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { loadPart, PartLoading } from '@/components/ui/part-loading'
import { runAfterPress, watchPresses } from '@/lib/client/browser/press'
import { useCurrentUser, usePermission } from '@/lib/client/hooks/current-user'
import { useHistoryPanel } from '@/lib/client/hooks/use-history-panel'
import type { Metadata } from '@/lib/shared/api/contract'
import type { Problem } from '@/lib/shared/api/problem'
import { getAppliedKeys } from '@/lib/shared/changes/applied-keys'
import { type Draft, toRows } from '@/lib/shared/changes/draft'
import { useEarlyDraft } from './drafts/keeping/use-early-draft'
import { type Editor, EditorProvider } from './editor-context'
import { EditorDocumentTitle } from './editor-document-title'
import { EditorPart } from './editor-part'
import { RowList } from './form/rows/row-list'
import { useRowActions } from './form/rows/use-row-actions'
import { UsageMeters } from './form/usage-meters'
import { useFieldFocus } from './form/use-field-focus'
import { HistoryLink } from './history-link'
import { KnownKeysProvider } from './known-keys/known-keys-context'
import { useLoadKnownKeys } from './known-keys/use-load-known-keys'
import { useRebasedDraft } from './live/use-rebased-draft'
import { useRemoteMarks } from './live/use-remote-marks'
import {
  isSaveUnderWay,
  type RestoreRequest,
  type RoomView,
  type SaveState,
} from './save/machine/save-state'
import { SaveBar } from './save/save-bar'
import { isLineOfOthers, needsAlert, selectSaveMessage } from './save/save-message'
import { useSave } from './save/use-save'
import { useShortcuts } from './use-shortcuts'

const DraftKeeper = dynamic(
  loadPart(() => import('./drafts/draft-keeper').then((module) => module.DraftKeeper)),
  { ssr: false },
)
const EditorDialogs = dynamic(
  loadPart(() => import('./editor-dialogs').then((module) => module.EditorDialogs)),
  { loading: PartLoading },
)

type Props = {
  slug: string
  roomName: string
  /** The room's name and facts, beside its limits. */
  header: ReactNode
  /** Shown above the form. */
  intro: ReactNode
  /** The history beside the form, while it is open. */
  historyPanel: ReactNode
  metadata: Metadata
  restore: RestoreRequest | null
  readProblem: RoomView['readProblem']
  /** Why the room cannot be read at the moment, if so. */
  readError: Pick<Problem, 'code' | 'details'> | null
  /** Reads the room again; resolves to false if the read failed. */
  onRefresh: () => Promise<boolean>
}

/** The form for a room's entries. Each row stores its base entry, so no dirty state is needed. */
export function MetadataEditor(props: Props) {
  'use memo'
  const {
    slug,
    roomName,
    header,
    intro,
    historyPanel,
    metadata,
    restore,
    readProblem,
    readError,
    onRefresh,
  } = props
  const t = useTranslations('editor')
  const problemText = useTranslations('problems')
  const canSave = usePermission('metadata.save')
  // A later change of the role must not remove the fields, because they may hold unsaved text.
  const [isViewer] = useState(!canSave)
  const user = useCurrentUser()
  const [initialUser] = useState(user)
  // The fields show their own errors while typing; the whole draft is checked before the review.
  const form = useForm<Draft>({ defaultValues: { rows: toRows(metadata.entries) } })
  const array = useFieldArray({ control: form.control, name: 'rows' })
  const rowActions = useRowActions(form, array)
  const knownKeys = useLoadKnownKeys()
  const remoteMarks = useRemoteMarks()
  const fieldFocus = useFieldFocus(form.getValues)
  const { state, dispatch } = useSave({
    slug,
    form,
    rowActions,
    room: { metadata, readProblem, canSave },
    restore,
    returnFocus: fieldFocus.restore,
    onSaved: remoteMarks.clear,
  })
  const rebaseDraft = useRebasedDraft(metadata, {
    slug,
    getValues: form.getValues,
    getAnchorRow: fieldFocus.anchorRow,
    updateRows: rowActions.updateRows,
    addMarks: remoteMarks.add,
    isPaused: isSaveUnderWay(state),
  })
  const [importText, setImportText] = useState('')
  const { isKeeperNeeded, onKeeperStart } = useEarlyDraft({
    slug,
    form,
    entries: metadata.entries,
    wasDiscarded: state.message === 'discarded',
  })
  useEffect(watchPresses, [])
  const { isOpen: isHistoryOpen } = useHistoryPanel()
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
    getValues: form.getValues,
    subscribe: form.subscribe,
    rowActions,
    entries: metadata.entries,
    lastChanges: metadata.lastChanges ?? [],
    remoteUpdates: remoteMarks.updates,
    isShowingAllErrors: state.isShowingAllErrors,
    isReadOnly: isClosed,
    isFrozen: access === 'saving',
    savedKeys: toSavedKeys(state),
    isViewer,
    openConflicts: () => dispatch({ type: 'open-dialog', dialog: { kind: 'conflicts' } }),
    t,
    problemText,
  }
  const saveProps = { state, dispatch, onRefresh }
  const hasAlerts =
    needsAlert(state, isViewer) ||
    user?.id !== initialUser?.id ||
    metadata.stale !== null ||
    readError !== null
  return (
    <EditorProvider value={editor}>
      <EditorDocumentTitle roomName={roomName} state={state} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: handles shortcuts of the rows inside */}
      <div
        className="flex flex-1 flex-col gap-4"
        onKeyDown={onKeyDown}
        onBlur={({ target }) => {
          fieldFocus.remember(target)
          runAfterPress(rebaseDraft)
        }}
      >
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-6 gap-y-3 lg:grid-cols-[minmax(0,1fr)_auto_auto]">
          {header}
          <HistoryLink
            id="history"
            entryKey={null}
            className={`${buttonClass('secondary')} lg:order-last`}
          >
            {t('history')}
          </HistoryLink>
          <UsageMeters />
        </div>
        {intro}
        {isViewer || shownRestore ? (
          <EditorPart part="opening" {...saveProps} isViewer={isViewer} restore={shownRestore} />
        ) : null}
        <div
          className={
            isHistoryOpen
              ? 'items-start gap-6 xl:grid xl:grid-cols-[minmax(0,1fr)_23rem]'
              : undefined
          }
        >
          <fieldset aria-label={t('form')} className="min-w-0">
            <KnownKeysProvider value={knownKeys}>
              <RowList
                ids={array.fields.map(({ id }) => id)}
                onImport={(source) =>
                  dispatch({ type: 'open-dialog', dialog: { kind: 'import', source } })
                }
              />
            </KnownKeysProvider>
          </fieldset>
          {historyPanel}
        </div>
        <div className="sticky bottom-0 z-10 mt-auto">
          {isKeeperNeeded ? (
            <DraftKeeper
              slug={slug}
              form={form}
              state={state}
              dispatch={dispatch}
              importText={importText}
              setImportText={setImportText}
              onStart={onKeeperStart}
            />
          ) : null}
          <SaveBar
            state={state}
            dispatch={dispatch}
            deletions={remoteMarks.deletions}
            alerts={
              hasAlerts ? (
                <EditorPart
                  part="alerts"
                  {...saveProps}
                  initialUser={initialUser}
                  readError={readError}
                />
              ) : null
            }
            line={
              isLineOfOthers(selectSaveMessage(state)) ? (
                <EditorPart part="outcome" {...saveProps} />
              ) : null
            }
          />
        </div>
      </div>
      {state.dialog ? (
        <EditorDialogs
          state={state}
          dispatch={dispatch}
          roomName={roomName}
          importText={importText}
          setImportText={setImportText}
        />
      ) : null}
    </EditorProvider>
  )
}

/** The keys that the last save wrote. */
function toSavedKeys({ progress }: SaveState): ReadonlySet<string> {
  return getAppliedKeys(progress.status === 'settled' ? progress.change.results : [])
}
