'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { checkJson } from '@/components/editor/form/fields/json-check'
import { TextButton } from '@/components/ui/buttons/text-button'

/** For a value that starts like JSON: valid, or where it breaks. Formatting is offered and can be taken back. */
export function JsonHint({
  text,
  onFormat,
}: {
  text: string
  /** Absent where the text cannot be changed. */
  onFormat?: (formatted: string) => void
}) {
  const t = useTranslations('editor.json')
  const [formatted, setFormatted] = useState<{ before: string; after: string } | null>(null)
  const check = checkJson(useDeferredValue(text))
  if (check.kind === 'none') return null
  if (check.kind === 'broken')
    return (
      <span className="text-warn">{t('broken', { line: check.line, column: check.column })}</span>
    )
  const undo = formatted && formatted.after === text ? formatted.before : null
  return (
    <span>
      {t('valid')}
      {onFormat && undo !== null ? (
        <TextButton onClick={() => onFormat(undo)}>{t('undo')}</TextButton>
      ) : null}
      {onFormat && check.formatted !== text.trim() ? (
        <TextButton
          onClick={() => {
            setFormatted({ before: text, after: check.formatted })
            onFormat(check.formatted)
          }}
        >
          {t('format')}
        </TextButton>
      ) : null}
    </span>
  )
}
