'use client'

import { useTranslations } from 'next-intl'
import { controlClass, Field } from '@/components/ui/fields/field'
import { LIMITS } from '@/lib/shared/metadata/limits'

/** How many characters of a note people count: emoji are one. */
export const noteLength = (note: string) => [...note].length

/** Why it is done, for colleagues. Too much can be typed and is shown, never cut. Enter is a new line. */
export function NoteField({ note, onChange }: { note: string; onChange: (note: string) => void }) {
  const t = useTranslations('review')
  const problem = useTranslations('problems')
  const length = noteLength(note)
  const limit = LIMITS.noteCharacters
  return (
    <div className="grid">
      <Field
        id="note"
        label={t('note')}
        error={length > limit ? problem('note.too-long', { limit }) : undefined}
        hint={t('noteLength', { length, limit })}
      >
        {(wiring) => (
          <textarea
            {...wiring}
            value={note}
            dir="auto"
            rows={2}
            onChange={(event) => onChange(event.target.value)}
            className={`${controlClass} field-sizing-content max-h-40 font-sans`}
          />
        )}
      </Field>
    </div>
  )
}
