'use client'

import { useTranslations } from 'next-intl'
import { mono } from '@/components/ui/rich-text-tags'

/** Hints that another key may be taken for this one. Both may be intended. */
export function SimilarKeyHint({ other }: { other: string }) {
  const t = useTranslations('editor')
  return <span data-message>{t.rich('similarKey', { key: other, mono })}</span>
}
