'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { flushSync } from 'react-dom'
import { TextButton } from '@/components/ui/buttons/text-button'
import { announce } from '@/lib/client/browser/announce'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { FindPanel } from './find-panel'
import { checkJson, findJsonError, toTextPosition } from './json-check'
import { findMatchingBracket, toOneLine } from './json-text'
import { findTextArea, selectText } from './text-area'
import { useJsonKeys } from './use-json-keys'

export type JsonToolsProps = {
  text: string
  /** Id of the text area; absent if the value is shown as text. */
  fieldId?: string
  /** Absent if the text is read-only. */
  onFormat?: (formatted: string) => void
}

/**
 * Reports whether a value is valid JSON or where it breaks, and helps to edit it. It stays a text
 * area, which works with input methods and screen readers and keeps the exact text.
 */
export function JsonTools({ text, fieldId, onFormat }: JsonToolsProps) {
  'use memo'
  const t = useTranslations('json')
  const check = checkJson(useDeferredValue(text))
  if (check.kind === 'none') return null
  return (
    <>
      {check.kind === 'broken' ? (
        <span className="text-warn">
          {t('broken', { line: check.line, column: check.column })}
          {check.curlyQuote ? ` ${t('curlyQuote', { quote: check.curlyQuote })}` : null}
        </span>
      ) : (
        <span>{t('valid')}</span>
      )}
      {fieldId && check.kind === 'broken' ? (
        <TextButton onClick={() => goToError(fieldId)}>{t('goToError')}</TextButton>
      ) : null}
      {onFormat ? (
        <FormatButtons
          text={text}
          formatted={check.kind === 'valid' ? check.formatted : null}
          onFormat={onFormat}
        />
      ) : null}
      {fieldId ? <FieldTools text={text} fieldId={fieldId} /> : null}
    </>
  )
}

function goToError(fieldId: string): void {
  const field = findTextArea(fieldId)
  const offset = field && findJsonError(field.value)
  if (field && offset !== null) selectText(field, offset)
}

type FormatProps = {
  text: string
  /** Null if the text is not valid JSON. */
  formatted: string | null
  onFormat: (text: string) => void
}

/** They change whitespace only, and the last change can be undone until the text changes again. */
function FormatButtons({ text, formatted, onFormat }: FormatProps) {
  const t = useTranslations('json')
  const [lastFormat, setLastFormat] = useState<{ before: string; after: string } | null>(null)
  const unformatted = lastFormat?.after === text ? lastFormat.before : null
  function format(after: string) {
    setLastFormat({ before: text, after })
    onFormat(after)
  }
  return (
    <>
      {unformatted === null || formatted === null ? null : (
        <TextButton onClick={() => onFormat(unformatted)}>{t('undo')}</TextButton>
      )}
      {formatted === null || formatted === text.trim() ? null : (
        <TextButton onClick={() => format(formatted)}>{t('format')}</TextButton>
      )}
      {formatted === null || !text.trim().includes('\n') ? null : (
        <TextButton onClick={() => format(toOneLine(text))}>{t('oneLine')}</TextButton>
      )}
    </>
  )
}

/** A text area cannot mark a bracket, so its match is selected, and its place is said in words. */
function FieldTools({ text, fieldId }: { text: string; fieldId: string }) {
  const t = useTranslations('json')
  const [note, setNote] = useState<{ text: string; message: string } | null>(null)
  const [isFinding, setIsFinding] = useState(false)
  useJsonKeys(fieldId, { onKey: () => setNote(null), onGoToBracket: goToBracket })

  function goToBracket() {
    const field = findTextArea(fieldId)
    if (!field) return
    const offset = findMatchingBracket(field.value, field.selectionStart)
    const message =
      offset === null ? t('noBracket') : t('bracketAt', toTextPosition(field.value, offset))
    if (offset === null) field.focus({ preventScroll: true })
    else selectText(field, offset, offset + 1)
    setNote({ text: field.value, message })
    announce(message)
  }

  return (
    <>
      <TextButton
        title={t('bracketHint')}
        aria-keyshortcuts="Control+Shift+\ Meta+Shift+\"
        onClick={goToBracket}
      >
        {t('bracket')}
      </TextButton>
      <TextButton
        aria-expanded={isFinding}
        onClick={() => {
          setNote(null)
          // The next letter may be typed before the next frame, and belongs to the search.
          flushSync(() => setIsFinding(!isFinding))
          if (!isFinding) focusWhenReady(`${fieldId}.find`, { immediately: true })
        }}
      >
        {t('find.open')}
      </TextButton>
      {note?.text === text ? <span className="text-ink">{note.message}</span> : null}
      {isFinding ? (
        <FindPanel text={text} fieldId={fieldId} onClose={() => setIsFinding(false)} />
      ) : null}
    </>
  )
}
