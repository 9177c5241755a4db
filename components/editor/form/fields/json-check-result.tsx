'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'
import { checkJson } from './json-check'

export type JsonHintProps = {
  text: string
  /** Absent if the text is read-only. */
  onFormat?: (formatted: string) => void
}

/** Reports whether a value is valid JSON or where it breaks, and offers to format it, with undo. */
export function JsonCheckResult({ text, onFormat }: JsonHintProps) {
  'use memo'
  const t = useTranslations('json')
  const [lastFormat, setLastFormat] = useState<{ before: string; after: string } | null>(null)
  const check = checkJson(useDeferredValue(text))
  if (check.kind === 'none') return null
  if (check.kind === 'broken')
    return (
      <span className="text-warn">
        {t('broken', { line: check.line, column: check.column })}
        {check.curlyQuote ? ` ${t('curlyQuote', { quote: check.curlyQuote })}` : null}
      </span>
    )
  const unformatted = lastFormat?.after === text ? lastFormat.before : null
  return (
    <span>
      {t('valid')}
      {onFormat && unformatted !== null ? (
        <TextButton onClick={() => onFormat(unformatted)}>{t('undo')}</TextButton>
      ) : null}
      {onFormat && check.formatted !== text.trim() ? (
        <TextButton
          onClick={() => {
            setLastFormat({ before: text, after: check.formatted })
            onFormat(check.formatted)
          }}
        >
          {t('format')}
        </TextButton>
      ) : null}
    </span>
  )
}
