'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { DiffLine } from '@/components/ui/diff/diff-line'
import { codeControlClass, exactTextProps } from '@/components/ui/fields/exact-text'
import { Field } from '@/components/ui/fields/field'
import { iso, mono } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { isShortcut } from '@/lib/client/browser/keyboard'
import { toChangeLines } from '@/lib/shared/changes/change-lines'
import { diffEntries } from '@/lib/shared/changes/diff'
import { toEntries, toKeyChanges, toOverwrittenKeys, toRenames } from '@/lib/shared/changes/draft'
import { inverseOfApplied } from '@/lib/shared/changes/partial-change'
import { findConflicts } from '@/lib/shared/changes/rebase'
import type { SaveWarning } from '@/lib/shared/changes/save-warnings'
import { toUndoRows } from '@/lib/shared/changes/undo'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Editor } from '../../editor-context'
import { toDisplayedText } from '../../form/fields/displayed-text'
import { findJsonError } from '../../form/value-tools/json/json-check'
import type { SaveDialog, SaveDispatch } from '../machine/save-state'
import { BlockedValues } from './blocked-values'
import { NoteField } from './note-field'
import { ReviewWarnings } from './review-warnings'
import { Totals } from './totals'
import { UndoSummary } from './undo-summary'
import { useReviewFindings } from './use-review-findings'

type Props = {
  editor: Pick<Editor, 'control' | 'entries'>
  roomName: string
  dialog: Extract<SaveDialog, { kind: 'review' }>
  note: string
  /** Keys that the draft brings back from an earlier change. */
  restoredKeys?: readonly string[]
  dispatch: SaveDispatch
}

/** Lists every change of the draft and asks for confirmation before the save. */
export function ReviewDialog({
  editor,
  roomName,
  dialog,
  note,
  restoredKeys = [],
  dispatch,
}: Props) {
  'use memo'
  const t = useTranslations('review')
  const draft = useWatch({ control: editor.control, name: 'rows' })
  const { initialEntries, readAt, readStatus, isSaveQueued, undo } = dialog
  const rows = undo ? toUndoRows(undo.change, editor.entries) : draft
  const shownNote = undo?.note ?? note
  const saveButton = useRef<HTMLButtonElement>(null)
  const firstDecision = useRef<HTMLButtonElement>(null)
  const [typedName, setTypedName] = useState('')
  // The save was confirmed before the catalogue had loaded, and is sent after it.
  const [isWaiting, setIsWaiting] = useState(false)
  const remoteChanges = listRemoteChanges(initialEntries, editor.entries)
  const changes = toKeyChanges(rows)
  // Without them, renames are found by their values: those of an undo are not in the draft.
  const renames = undo ? undefined : toRenames(rows)
  const overwrittenKeys = toOverwrittenKeys(rows, changes)
  const lines = toChangeLines(
    changes.map((change) => ({
      ...change,
      ...(overwrittenKeys.includes(change.key) && { overwrite: true }),
    })),
    renames,
  )
  const { blocked, warnings, catalogue } = useReviewFindings({
    changes,
    renames,
    entries: editor.entries,
    restoredKeys: undo ? changes.map(({ key }) => key) : restoredKeys,
  })
  const acknowledged = warnings.map(({ key, warning }) => ({ key, warning }))
  const draftEntries = toEntries(rows)
  const conflicts = findConflicts(rows, editor.entries).filter((conflict) => conflict !== null)
  // An undo deletes only what its change added.
  const isDeletingAll = !undo && draftEntries.length === 0 && editor.entries.length > 0
  const isChecking = isSaveQueued || isWaiting
  const saveLabel = `${undo ? 'undo.' : ''}${warnings.length > 0 ? 'saveAnyway' : 'save'}` as const
  const close = () => dispatch({ type: 'close-dialog' })

  function confirm() {
    if (undo && conflicts.length > 0) {
      const { change } = undo
      dispatch({ type: 'draft-undo', id: change.id, changes: inverseOfApplied(change) })
    } else if (catalogue === 'loading') setIsWaiting(true)
    else if (blocked.length > 0 && conflicts.length === 0) firstDecision.current?.focus()
    else if (isDeletingAll && typedName !== roomName && conflicts.length === 0)
      document.getElementById('room-name')?.focus()
    else dispatch({ type: 'confirm', acknowledged })
  }

  const onCatalogueRead = useEffectEvent(() => {
    if (!isWaiting) return
    setIsWaiting(false)
    if (warnings.length > 0) firstDecision.current?.focus()
    else confirm()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the catalogue arrives
  useEffect(() => onCatalogueRead(), [catalogue])

  function onKeyDown(event: KeyboardEvent) {
    if (!isShortcut(event.nativeEvent, 's')) return
    // Two presses by habit must not skip the warnings.
    if (warnings.length > 0 && document.activeElement !== saveButton.current)
      saveButton.current?.focus()
    else confirm()
  }

  function fix({ key, warning, at }: SaveWarning) {
    close()
    const index = rows.findIndex((row) => !row.removed && row.key === key)
    if (index < 0) {
      const removed = rows.findIndex((row) => row.removed && row.base?.key === key)
      return focusWhenReady(`rows.${removed}.undo`)
    }
    const text = toDisplayedText(rows[index]?.value ?? '')
    const isJson = warning === 'json-broken' || warning === 'type-json'
    const error = isJson ? findJsonError(text) : null
    focusWhenReady(`rows.${index}.${at}`, { selection: error === null ? null : [error, error] })
  }

  return (
    <Dialog
      title={t.rich(undo ? 'undo.title' : 'title', { room: roomName, iso })}
      onClose={close}
      initialFocus={warnings.length + blocked.length > 0 ? firstDecision : saveButton}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: handles a shortcut of the whole dialog */}
      <div onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col">
        <div className="min-h-0 flex-1 space-y-3 overflow-y-auto px-4 py-3">
          {undo ? (
            <UndoSummary change={undo.change} hasDraft={toKeyChanges(draft).length > 0} />
          ) : null}
          {blocked.length > 0 ? (
            <BlockedValues blocked={blocked} onFix={fix} firstFixButton={firstDecision} />
          ) : null}
          {warnings.length > 0 ? (
            <ReviewWarnings
              warnings={warnings}
              onFix={undo ? null : fix}
              firstFixButton={blocked.length > 0 ? undefined : firstDecision}
            />
          ) : null}
          {catalogue === 'missing' ? <Alert tone="warn" title={t('catalogueMissing')} /> : null}
          {remoteChanges.length > 0 || conflicts.length > 0 ? (
            <Alert tone="warn" title={t(undo ? 'undo.roomChanged' : 'roomChanged')}>
              <ul className="list-disc ps-5 text-sm">
                {remoteChanges.map(({ key, kind }) => (
                  <li key={key}>{t.rich(`remoteChange.${kind}`, { key, mono })}</li>
                ))}
              </ul>
              {conflicts.length > 0 ? (
                <p>{t(undo ? 'undo.conflicts' : 'conflicts', { count: conflicts.length })}</p>
              ) : null}
            </Alert>
          ) : null}
          <p className="min-h-5 text-muted text-sm" role="status">
            {readStatus === 'failed'
              ? t.rich('unchecked', { when: () => <Timestamp at={readAt} format="clock" /> })
              : t(readStatus === 'reading' ? 'checking' : 'checked')}
          </p>
          <ul className="divide-y divide-line border-line border-y">
            {lines.map((line) => (
              <DiffLine key={line.key} line={line} />
            ))}
          </ul>
          <Totals before={editor.entries} after={draftEntries} />
          {isDeletingAll ? (
            <div className="grid">
              <Field id="room-name" label={t.rich('typeName', { room: roomName, iso })}>
                {(controlProps) => (
                  <input
                    {...controlProps}
                    {...exactTextProps}
                    value={typedName}
                    onChange={(event) => setTypedName(event.target.value)}
                    className={codeControlClass}
                  />
                )}
              </Field>
            </div>
          ) : null}
          <NoteField
            note={shownNote}
            onChange={(text) => dispatch({ type: 'set-note', note: text })}
          />
        </div>
        <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-4 py-3">
          <Button ref={undo ? firstDecision : undefined} variant="quiet" onClick={close}>
            {t('back')}
          </Button>
          <Button
            ref={saveButton}
            variant="primary"
            aria-busy={isChecking}
            className="max-w-full"
            onClick={confirm}
          >
            <span className="truncate">
              {conflicts.length > 0
                ? t(undo ? 'undo.compare' : 'resolveConflicts')
                : isChecking
                  ? t('checking')
                  : blocked.length > 0
                    ? t('blockedHint')
                    : t.rich(saveLabel, { count: lines.length, room: roomName, iso })}
            </span>
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}

/** What others changed between two reads of the room, by key. */
function listRemoteChanges(before: readonly Entry[], after: readonly Entry[]) {
  return diffEntries(before, after).map(({ key, from, to }) => {
    const kind = to === null ? 'deleted' : from === null ? 'added' : 'changed'
    return { key, kind } as const
  })
}
