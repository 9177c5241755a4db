'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { DiffLine } from '@/components/ui/diff/diff-line'
import { codeControlClass, Field } from '@/components/ui/fields/field'
import { iso, mono } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { isCommandKey, isComposing } from '@/lib/client/browser/keyboard'
import { toChangeLines } from '@/lib/shared/changes/change-lines'
import { diffEntries } from '@/lib/shared/changes/diff'
import { toEntries, toKeyChanges, toRenames } from '@/lib/shared/changes/draft'
import { findConflicts } from '@/lib/shared/changes/rebase'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { LIMITS } from '@/lib/shared/metadata/limits'
import type { Editor } from '../../editor-context'
import type { ReadStatus } from '../../use-editor-flow'
import { countNoteCharacters, NoteField } from './note-field'
import { Totals } from './totals'

type Props = {
  editor: Pick<Editor, 'control' | 'entries'>
  roomName: string
  /** The entries when the review was opened, read at `readAt` (ISO 8601). */
  initialEntries: readonly Entry[]
  readAt: string
  readStatus: ReadStatus
  note: string
  onNoteChange: (note: string) => void
  onBack: () => void
  onCompare: () => void
  onConfirm: (changes: KeyChange[]) => void
}

/** Lists every change of the draft and asks for confirmation before the save. */
export function ReviewDialog(props: Props) {
  const { editor, roomName, initialEntries, readAt, readStatus, note } = props
  const { onNoteChange, onBack, onCompare, onConfirm } = props
  const t = useTranslations('review')
  const rows = useWatch({ control: editor.control, name: 'rows' })
  const isReading = readStatus === 'reading'
  const saveButton = useRef<HTMLButtonElement>(null)
  const [typedName, setTypedName] = useState('')
  const [isSaveQueued, setIsSaveQueued] = useState(false)
  const remoteChanges = listRemoteChanges(initialEntries, editor.entries)
  const changes = toKeyChanges(rows)
  const lines = toChangeLines(changes, toRenames(rows))
  const draftEntries = toEntries(rows)
  const conflicts = findConflicts(rows, editor.entries).filter((conflict) => conflict !== null)
  const isDeletingAll = draftEntries.length === 0 && editor.entries.length > 0
  const isReady = lines.length > 0 && countNoteCharacters(note) <= LIMITS.noteCharacters

  function trySave() {
    if (conflicts.length > 0) onCompare()
    else if (!isReady) return
    else if (isDeletingAll && typedName !== roomName) document.getElementById('room-name')?.focus()
    else if (isReading) setIsSaveQueued(true)
    else onConfirm(changes)
  }

  // A click during the read saves after it, but only if the read shows no remote changes.
  const onReadEnd = useEffectEvent(() => {
    if (isSaveQueued && remoteChanges.length === 0) trySave()
    setIsSaveQueued(false)
  })
  useEffect(() => {
    if (!isReading) onReadEnd()
  }, [isReading])

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent) || !isCommandKey(event.nativeEvent)) return
    if (event.key.toLowerCase() !== 's') return
    event.preventDefault()
    trySave()
  }

  return (
    <Dialog
      title={t.rich('title', { room: roomName, iso })}
      onClose={onBack}
      initialFocus={saveButton}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: handles a shortcut of the whole dialog */}
      <div onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col">
        <div className="min-h-0 flex-1 space-y-3 overflow-y-auto px-4 py-3">
          {remoteChanges.length > 0 || conflicts.length > 0 ? (
            <Alert tone="warn" title={t('roomChanged')}>
              <ul className="list-disc ps-5 text-sm">
                {remoteChanges.map(({ key, kind }) => (
                  <li key={key}>{t.rich(`remoteChange.${kind}`, { key, mono })}</li>
                ))}
              </ul>
              {conflicts.length > 0 ? <p>{t('conflicts', { count: conflicts.length })}</p> : null}
            </Alert>
          ) : null}
          <p className="min-h-5 text-muted text-sm" role="status">
            {readStatus === 'failed'
              ? t.rich('unchecked', { when: () => <Timestamp at={readAt} format="clock" /> })
              : t(isReading ? 'checking' : 'checked')}
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
                    value={typedName}
                    autoComplete="off"
                    onChange={(event) => setTypedName(event.target.value)}
                    className={codeControlClass}
                  />
                )}
              </Field>
            </div>
          ) : null}
          <NoteField note={note} onChange={onNoteChange} />
        </div>
        <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-4 py-3">
          <Button variant="quiet" onClick={onBack}>
            {t('back')}
          </Button>
          <Button
            ref={saveButton}
            variant="primary"
            aria-busy={isSaveQueued}
            className="max-w-full"
            onClick={trySave}
          >
            <span className="truncate">
              {conflicts.length > 0
                ? t('resolveConflicts')
                : isSaveQueued
                  ? t('checking')
                  : t.rich('save', { count: lines.length, room: roomName, iso })}
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
