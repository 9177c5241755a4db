'use client'

import { CircleHelp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { checkValue } from '@/lib/shared/catalogue/check-value'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { getRowStatus } from '@/lib/shared/changes/draft'
import { useEditor } from '../editor-context'
import { KnownKeySuggestions } from './known-key-suggestions'
import type { KnownRowProps } from './known-keys-context'
import { hasControl } from './value-control'

/** Takes what is left of the line and never starts another, so that nothing moves. */
const REST_OF_LINE = 'min-w-0 flex-1 basis-6 truncate'

/**
 * What the catalogue says about a row: what fails its checks, else what the key means. It takes the
 * space that is left in the line, so that nothing moves when it appears.
 */
export function KeyHint(props: KnownRowProps) {
  const t = useTranslations('knownKeys')
  const { index, draftRow, description } = props
  const { key, value } = draftRow
  const status = getRowStatus(draftRow)
  if (!description)
    return (
      <>
        {key === '' ? null : (
          <span title={t('unknown')} className={`italic ${REST_OF_LINE}`}>
            {t('unknown')}
          </span>
        )}
        {status === 'new' ? <KnownKeySuggestions index={index} typed={key} /> : null}
      </>
    )
  return (
    <>
      <Findings description={description} value={value} isChanged={status !== 'unchanged'} />
      <ControlToggle {...props} description={description} />
      <About entryKey={key} description={description} />
    </>
  )
}

/** New findings get a line of their own; those of an unchanged value must not move the page. */
function Findings({
  description,
  value,
  isChanged,
}: {
  description: KeyDescription
  value: string
  isChanged: boolean
}) {
  const t = useTranslations('knownKeys')
  const findings = checkValue(description, value)
  if (findings.length === 0) return null
  const texts = findings.map(({ warning, params }) => t(`findings.${warning}`, params))
  const color = findings.some(({ severity }) => severity === 'block') ? 'text-bad' : 'text-warn'
  const room = isChanged ? '' : REST_OF_LINE
  return (
    <span
      data-message
      title={isChanged ? undefined : texts.join(' · ')}
      className={`font-medium ${color} ${room}`}
    >
      {texts.join(' · ')}
    </span>
  )
}

type ControlToggleProps = KnownRowProps & { description: KeyDescription }

function ControlToggle(props: ControlToggleProps) {
  const t = useTranslations('knownKeys')
  const { isReadOnly } = useEditor()
  const { index, draftRow, description, showsControl, setShowsControl } = props
  const { key, value } = draftRow
  if (isReadOnly || !hasControl(description, value)) return null
  return (
    <TextButton
      aria-label={showsControl ? t('asTextOf', { key }) : t('asControlOf', { key })}
      onClick={() => {
        setShowsControl(!showsControl)
        focusWhenReady(`rows.${index}.value`, { preventScroll: true })
      }}
    >
      {showsControl ? t('asText') : t('asControl')}
    </TextButton>
  )
}

/** The start of the description, and all of it on request. */
function About({ entryKey, description }: { entryKey: string; description: KeyDescription }) {
  const t = useTranslations('knownKeys')
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const { type, byteLimit, example, severity } = description
  const facts = [
    t(`types.${type}`),
    ...(byteLimit === undefined ? [] : [t('limit', { limit: byteLimit })]),
    ...(description.protected ? [t('protected')] : []),
  ]
  const meaning = description.description || facts.join(' · ')
  return (
    <>
      <TextButton
        aria-label={t('about', { key: entryKey })}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
        className="min-w-0 flex-1 basis-6 justify-start overflow-hidden font-normal text-muted"
      >
        <CircleHelp aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">{isOpen ? null : meaning}</span>
      </TextButton>
      <div id={id} hidden={!isOpen} className="w-full rounded-md bg-sunken px-2 py-1 text-ink">
        <p dir="auto">{description.description}</p>
        <p className="text-muted">{facts.join(' · ')}</p>
        {description.choices ? (
          <p className="font-mono">{description.choices.join(' · ')}</p>
        ) : null}
        {example === '' ? null : (
          <p>
            <span className="text-muted">{t('example')}: </span>
            <bdi className="wrap-anywhere whitespace-pre-wrap font-mono">{example}</bdi>
          </p>
        )}
        {severity === 'block' ? <p className="text-muted">{t('blocks')}</p> : null}
      </div>
    </>
  )
}
