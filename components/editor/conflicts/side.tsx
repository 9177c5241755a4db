'use client'

import { useTranslations } from 'next-intl'
import { VisibleText } from '@/components/ui/visible-text'

/** One side of a comparison; null = the key is not there. */
export function Side({ text }: { text: string | null }) {
  const t = useTranslations('outcome.conflict')
  if (text === null) return <span className="text-muted italic">{t('absent')}</span>
  if (text === '') return <span className="text-muted italic">{t('empty')}</span>
  return (
    <div className="rounded-md bg-sunken px-2 py-1.5">
      <VisibleText text={text} />
    </div>
  )
}
