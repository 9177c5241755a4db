import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'
import { VisibleText } from '@/components/ui/visible-text'
import {
  type countHiddenCharacters,
  removeHiddenCharacters,
} from '@/lib/shared/metadata/invisibles'

export type HiddenCharactersDetailsProps = {
  text: string
  counts: ReturnType<typeof countHiddenCharacters>
  /** Absent if the text is read-only. */
  onClean?: (clean: string) => void
}

/** Says how many characters of a text do not show, and offers to show or remove them. */
export function HiddenCharactersDetails({ text, counts, onClean }: HiddenCharactersDetailsProps) {
  const t = useTranslations('hiddenCharacters')
  const [isShown, setIsShown] = useState(false)
  const { invisible, leading, trailing } = counts
  const parts = [
    invisible > 0 ? t('invisible', { count: invisible }) : null,
    leading > 0 ? t('leading', { count: leading }) : null,
    trailing > 0 ? t('trailing', { count: trailing }) : null,
  ].filter((part) => part !== null)
  return (
    <>
      <span className="text-warn">{parts.join(t('and'))}</span>
      <TextButton aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
        {isShown ? t('hide') : t('show')}
      </TextButton>
      {onClean ? (
        <TextButton onClick={() => onClean(removeHiddenCharacters(text))}>{t('remove')}</TextButton>
      ) : null}
      {isShown ? (
        <p className="mt-0.5 rounded-md bg-sunken px-2 py-1 text-ink">
          <VisibleText text={text} />
        </p>
      ) : null}
    </>
  )
}
