'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'
import { VisibleText } from '@/components/ui/visible-text'
import { countHiddenCharacters, removeHiddenCharacters } from '@/lib/shared/metadata/invisibles'
import { mightContainInvisible } from '@/lib/shared/metadata/might-contain-invisible'

type Props = {
  text: string
  /** Absent if the text is read-only. */
  onClean?: (clean: string) => void
}

/** Reports invisible characters and outer spaces. Most texts pass the cheap check before. */
export function HiddenCharacters(props: Props) {
  return mightContainInvisible(props.text) ? <HiddenCharactersDetails {...props} /> : null
}

/** Counts invisible characters and outer spaces, and offers to show or remove them. */
function HiddenCharactersDetails({ text, onClean }: Props) {
  const t = useTranslations('editor.hidden')
  const [isShown, setIsShown] = useState(false)
  const deferredText = useDeferredValue(text)
  const { invisible, leading, trailing } = countHiddenCharacters(deferredText)
  if (invisible + leading + trailing === 0) return null
  const parts = [
    invisible > 0 ? t('invisible', { count: invisible }) : null,
    leading > 0 ? t('leading', { count: leading }) : null,
    trailing > 0 ? t('trailing', { count: trailing }) : null,
  ].filter((part) => part !== null)
  return (
    <div data-message className="w-full">
      <span className="text-warn">{parts.join(t('and'))}</span>
      <TextButton aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
        {isShown ? t('hide') : t('show')}
      </TextButton>
      {onClean ? (
        <TextButton onClick={() => onClean(removeHiddenCharacters(text))}>{t('remove')}</TextButton>
      ) : null}
      {isShown ? (
        <p className="mt-0.5 rounded-md bg-sunken px-2 py-1 text-ink">
          <VisibleText text={deferredText} />
        </p>
      ) : null}
    </div>
  )
}
