'use client'

import { useTranslations } from 'next-intl'
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react'
import { useWatch } from 'react-hook-form'
import { Notice } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { DiffLine } from '@/components/ui/diff/diff-line'
import { controlClass, Field } from '@/components/ui/fields/field'
import { When } from '@/components/ui/timestamp'
import { isCommand, isComposing } from '@/lib/client/browser/keys'
import { changeLines } from '@/lib/shared/changes/change-lines'
import { changesOf, entriesOf, renamesOf } from '@/lib/shared/changes/draft'
import { conflictsOf } from '@/lib/shared/changes/rebase'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { LIMITS } from '@/lib/shared/metadata/limits'
import type { Editor } from '../../editor-context'
import type { Read } from '../../use-editor-flow'
import { NoteField, noteLength } from './note-field'
import { roomNews } from './room-news'
import { Totals } from './totals'

type Props = {
  editor: Pick<Editor, 'control' | 'entries'>
  roomName: string
  /** The room as it stood when the review was opened, as of `readAt`. */
  opened: readonly Entry[]
  readAt: string
  /** What became of reading the room again. */
  read: Read
  note: string
  onNote: (note: string) => void
  onBack: () => void
  onCompare: () => void
  onConfirm: (changes: KeyChange[]) => void
}

const iso = (chunk: ReactNode) => <bdi>{chunk}</bdi>
const mono = (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>

/** The one confirmation: every change as it will be done, and a button that says what it does. */
export function ReviewDialog(props: Props) {
  const { editor, roomName, opened, readAt, read, note } = props
  const { onNote, onBack, onCompare, onConfirm } = props
  const t = useTranslations('review')
  const rows = useWatch({ control: editor.control, name: 'rows' })
  const reading = read === 'under way'
  const save = useRef<HTMLButtonElement>(null)
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState(false)
  const news = roomNews(opened, editor.entries)
  const changes = changesOf(rows)
  const lines = changeLines(changes, renamesOf(rows))
  const after = entriesOf(rows)
  const conflicts = conflictsOf(rows, editor.entries).filter((conflict) => conflict !== null)
  const empties = after.length === 0 && editor.entries.length > 0
  const ready = lines.length > 0 && noteLength(note) <= LIMITS.noteCharacters

  function confirm() {
    if (conflicts.length > 0) onCompare()
    else if (!ready) return
    else if (empties && typed !== roomName) document.getElementById('room-name')?.focus()
    else if (reading) setAsked(true)
    else onConfirm(changes)
  }

  // Pressed while the room was being read: it goes on only when the read has shown nothing new.
  const onReadEnded = useEffectEvent(() => {
    if (asked && news.length === 0) confirm()
    setAsked(false)
  })
  useEffect(() => {
    if (!reading) onReadEnded()
  }, [reading])

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent) || !isCommand(event.nativeEvent)) return
    if (event.key.toLowerCase() !== 's') return
    event.preventDefault()
    confirm()
  }

  return (
    <Dialog title={t.rich('title', { room: roomName, iso })} onClose={onBack} initialFocus={save}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a short cut for the whole dialog */}
      <div onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col">
        <div className="min-h-0 flex-1 space-y-3 overflow-y-auto px-4 py-3">
          {news.length > 0 || conflicts.length > 0 ? (
            <Notice tone="warn" title={t('news')}>
              <ul className="list-disc ps-5 text-sm">
                {news.map(({ key, what }) => (
                  <li key={key}>{t.rich(`newsOf.${what}`, { key, mono })}</li>
                ))}
              </ul>
              {conflicts.length > 0 ? <p>{t('conflicts', { count: conflicts.length })}</p> : null}
            </Notice>
          ) : null}
          <p className="min-h-5 text-muted text-sm" role="status">
            {read === 'failed'
              ? t.rich('unchecked', { when: () => <When at={readAt} style="clock" /> })
              : t(reading ? 'checking' : 'checked')}
          </p>
          <ul className="divide-y divide-line border-line border-y">
            {lines.map((line) => (
              <DiffLine key={line.key} line={line} />
            ))}
          </ul>
          <Totals before={editor.entries} after={after} />
          {empties ? (
            <div className="grid">
              <Field id="room-name" label={t.rich('typeName', { room: roomName, iso })}>
                {(wiring) => (
                  <input
                    {...wiring}
                    value={typed}
                    autoComplete="off"
                    onChange={(event) => setTyped(event.target.value)}
                    className={controlClass}
                  />
                )}
              </Field>
            </div>
          ) : null}
          <NoteField note={note} onChange={onNote} />
        </div>
        <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-4 py-3">
          <Button look="quiet" onClick={onBack}>
            {t('back')}
          </Button>
          <Button
            ref={save}
            look="primary"
            aria-busy={asked}
            className="max-w-full"
            onClick={confirm}
          >
            <span className="truncate">
              {conflicts.length > 0
                ? t('compareFirst')
                : asked
                  ? t('checking')
                  : t.rich('save', { count: lines.length, room: roomName, iso })}
            </span>
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}
