'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'
import { VisibleText } from '@/components/ui/visible-text'
import { hiddenIn, withoutHidden } from '@/lib/shared/metadata/invisibles'

/** Says what of a text an eye would miss, draws it when asked, and offers to take it off. */
export function HiddenFacts({
  text,
  onClean,
}: {
  text: string
  /** Absent where the text cannot be changed. */
  onClean?: (clean: string) => void
}) {
  const t = useTranslations('editor.hidden')
  const [shown, setShown] = useState(false)
  const later = useDeferredValue(text)
  const { invisible, leading, trailing } = hiddenIn(later)
  if (invisible + leading + trailing === 0) return null
  const found = [
    invisible > 0 ? t('invisible', { count: invisible }) : null,
    leading > 0 ? t('leading', { count: leading }) : null,
    trailing > 0 ? t('trailing', { count: trailing }) : null,
  ].filter((part) => part !== null)
  return (
    <div className="w-full">
      <span className="text-warn">{found.join(t('and'))}</span>
      <TextButton aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? t('hide') : t('show')}
      </TextButton>
      {onClean ? (
        <TextButton onClick={() => onClean(withoutHidden(text))}>{t('remove')}</TextButton>
      ) : null}
      {shown ? (
        <p className="mt-0.5 rounded-md bg-sunken px-2 py-1 text-ink">
          <VisibleText text={later} />
        </p>
      ) : null}
    </div>
  )
}
