'use client'

import { useTranslations } from 'next-intl'
import { codeControlClass } from '@/components/ui/fields/exact-text'
import { Field } from '@/components/ui/fields/field'
import { countNoteCharacters, LIMITS } from '@/lib/shared/metadata/limits'

/** The reason for a change. A note that is too long shows an error and is never cut. */
export function NoteField({ note, onChange }: { note: string; onChange: (note: string) => void }) {
  const t = useTranslations('review')
  const tProblem = useTranslations('problems')
  const length = countNoteCharacters(note)
  const limit = LIMITS.noteCharacters
  return (
    <div className="grid">
      <Field
        id="note"
        label={t('note')}
        error={length > limit ? tProblem('note.too-long', { limit }) : undefined}
        hint={t('noteLength', { length, limit })}
      >
        {(controlProps) => (
          <textarea
            {...controlProps}
            value={note}
            dir="auto"
            rows={2}
            onChange={(event) => onChange(event.target.value)}
            className={`${codeControlClass} field-sizing-content max-h-40 font-sans`}
          />
        )}
      </Field>
    </div>
  )
}
