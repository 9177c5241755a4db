'use client'

import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { TextButton } from '@/components/ui/buttons/text-button'
import { codeControlClass, exactTextProps } from '@/components/ui/fields/exact-text'
import { announce } from '@/lib/client/browser/announce'
import { isComposing, keyName } from '@/lib/client/browser/keyboard'
import { findText, type TextMatch } from './find-text'
import { toTextPosition } from './json-check'
import { findTextArea, scrollToText, selectText } from './text-area'

type Props = { text: string; fieldId: string; onClose: () => void }

/**
 * Finds text in the value. A text area without the focus shows no selection, so the match is shown
 * here, in its line, and selected on request.
 */
export function FindPanel({ text, fieldId, onClose }: Props) {
  const t = useTranslations('json.find')
  const [query, setQuery] = useState('')
  const [current, setCurrent] = useState<number | null>(null)
  const matches = findText(text, query)
  const { length: count } = matches
  // Typing in the value may leave fewer matches.
  const index = current === null || count === 0 ? null : Math.min(current, count - 1)
  const match = index === null ? undefined : matches[index]
  const toPlace = (at: number, { start }: TextMatch) =>
    t('match', { at: at + 1, count, ...toTextPosition(text, start) })

  const summary = count === 0 ? t('none') : t('count', { count })

  function go(step: 1 | -1) {
    const next = index === null ? (step === 1 ? 0 : count - 1) : (index + step + count) % count
    const target = matches[next]
    if (!target) {
      if (query !== '') announce(t('none'))
      return
    }
    setCurrent(next)
    announce(`${toPlace(next, target)}. ${getExcerpt(text, target).join('')}`)
    const field = findTextArea(fieldId)
    if (field) scrollToText(field, target.end)
  }

  function select() {
    const field = findTextArea(fieldId)
    if (!field) return
    const { start, end } = match ?? { start: field.selectionStart, end: field.selectionEnd }
    selectText(field, start, end)
  }

  function close() {
    select()
    onClose()
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const key = keyName(event.nativeEvent)
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return
    if (key === 'Enter') go(event.shiftKey ? -1 : 1)
    else if (key === 'Escape') close()
    else return
    event.preventDefault()
  }

  return (
    <div className="order-last flex w-full min-w-0 flex-wrap items-center gap-1 py-1">
      <div className="max-w-56 flex-1 basis-32 text-ink">
        <input
          {...exactTextProps}
          id={`${fieldId}.find`}
          aria-label={t('label')}
          aria-describedby={`${fieldId}.matches`}
          placeholder={t('label')}
          value={query}
          onChange={({ target }) => {
            setQuery(target.value)
            setCurrent(null)
          }}
          onKeyDown={onKeyDown}
          className={codeControlClass}
        />
      </div>
      <Button variant="quiet" size="small" aria-label={t('previous')} onClick={() => go(-1)}>
        <ChevronUp aria-hidden className="size-4" />
      </Button>
      <Button variant="quiet" size="small" aria-label={t('next')} onClick={() => go(1)}>
        <ChevronDown aria-hidden className="size-4" />
      </Button>
      <Button variant="quiet" size="small" aria-label={t('close')} onClick={close}>
        <X aria-hidden className="size-4" />
      </Button>
      <span id={`${fieldId}.matches`}>
        {query === '' ? null : index !== null && match ? toPlace(index, match) : summary}
      </span>
      {match ? <TextButton onClick={select}>{t('select')}</TextButton> : null}
      {match ? <Excerpt parts={getExcerpt(text, match)} /> : null}
    </div>
  )
}

const AROUND = 30

/** The match in its line, with some of the text before and after it. */
function getExcerpt(text: string, { start, end }: TextMatch): [string, string, string] {
  const before = text.slice(0, start).split('\n').at(-1) ?? ''
  const after = text.slice(end).split('\n', 1)[0] ?? ''
  return [
    before.length > AROUND ? `…${before.slice(-AROUND)}` : before.trimStart(),
    text.slice(start, end),
    after.length > AROUND ? `${after.slice(0, AROUND)}…` : after,
  ]
}

function Excerpt({ parts: [before, found, after] }: { parts: [string, string, string] }) {
  return (
    <p className="wrap-anywhere w-full whitespace-pre-wrap rounded-md bg-sunken px-2 font-mono text-ink">
      <bdi>
        {before}
        <mark className="bg-warn-soft font-bold text-ink underline">{found}</mark>
        {after}
      </bdi>
    </p>
  )
}
