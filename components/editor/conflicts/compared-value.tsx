'use client'

import { useTranslations } from 'next-intl'
import { VisibleText } from '@/components/ui/visible-text'

/** One value of a comparison; null means that the key is absent. */
export function ComparedValue({ text }: { text: string | null }) {
  const t = useTranslations('outcome.conflict')
  if (text === null) return <span className="text-muted italic">{t('absent')}</span>
  if (text === '') return <span className="text-muted italic">{t('empty')}</span>
  return (
    <div className="rounded-md bg-sunken px-2 py-1.5">
      <VisibleText text={text} />
    </div>
  )
}
