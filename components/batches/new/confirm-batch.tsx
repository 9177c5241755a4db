'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { Field } from '@/components/ui/fields/field'
import { inputClass } from '@/components/ui/fields/text-field'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { call } from '@/lib/client/api/api-client'
import { randomUuid } from '@/lib/client/browser/random-id'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { batchPath } from '@/lib/client/paths'
import { countNoteCharacters, isNoteTooLong, LIMITS } from '@/lib/shared/metadata/limits'
import type { PreviewedRoom } from './use-room-previews'

type Props = {
  rooms: readonly PreviewedRoom[]
  /** The id of the preset that the changes come from. */
  preset?: string
  onAgain: () => void
  onStarted: () => void
}

/** The one confirmation: starts the batch with exactly the changes of the preview. */
export function ConfirmBatch({ rooms, preset, onAgain, onStarted }: Props) {
  const t = useTranslations()
  const router = useRouter()
  const noteId = useId()
  const { isRunning, problem, run } = useAsyncAction()
  const [note, setNote] = useState('')
  // The same key again after a lost response, so that there is one batch.
  const request = useRef<{ note: string; idempotencyKey: string } | null>(null)
  const ready = rooms.flatMap(({ room, preview }) =>
    preview?.status === 'ready' ? [{ room: room.id, changes: preview.changes }] : [],
  )

  function confirm() {
    const trimmed = note.trim()
    if (isNoteTooLong(note)) return document.getElementById(noteId)?.focus()
    if (request.current?.note !== trimmed) {
      request.current = { note: trimmed, idempotencyKey: randomUuid() }
    }
    const { idempotencyKey } = request.current
    void run(async () => {
      const { batch } = await call('createBatch', {
        idempotencyKey,
        body: { rooms: ready, ...(trimmed !== '' && { note: trimmed }), preset },
      })
      router.push(batchPath(batch.id))
      onStarted()
    })
  }

  return (
    <div className="space-y-2">
      {ready.length > 0 ? (
        <div className="grid max-w-xl">
          <Field
            id={noteId}
            label={t('batches.new.note')}
            error={
              isNoteTooLong(note)
                ? t('problems.note.too-long', {
                    limit: LIMITS.noteCharacters,
                    over: countNoteCharacters(note) - LIMITS.noteCharacters,
                  })
                : undefined
            }
          >
            {(controlProps) => (
              <input
                {...controlProps}
                value={note}
                dir="auto"
                onChange={(event) => setNote(event.target.value)}
                className={inputClass}
              />
            )}
          </Field>
        </div>
      ) : (
        <p>{t('batches.new.nothingToSave')}</p>
      )}
      {problem ? <ProblemAlert problem={problem} title={t('batches.new.notStarted')} /> : null}
      <div className="flex flex-wrap gap-2">
        {ready.length > 0 ? (
          <LoadingButton variant="primary" loading={isRunning} onClick={confirm}>
            {t('batches.new.confirm', { count: ready.length })}
          </LoadingButton>
        ) : null}
        <Button onClick={onAgain}>{t('batches.new.again')}</Button>
      </div>
    </div>
  )
}
