import type { useTranslations } from 'next-intl'
import { announce } from '@/lib/client/announce'
import { speakNews } from '@/lib/client/speak-news'
import type { DraftRow } from '@/lib/shared/draft'
import type { Entry } from '@/lib/shared/entry'
import { othersNews } from '@/lib/shared/others-news'

/** Speaks of what others did between two reads; what meets the draft, each time and by itself. */
export function speakOthersNews(
  t: ReturnType<typeof useTranslations<'live'>>,
  rows: readonly DraftRow[],
  before: readonly Entry[],
  now: readonly Entry[],
): void {
  const { changed, deleted, conflicts } = othersNews(rows, before, now)
  speakNews([...changed, ...deleted], (keys) => t('spokenChange', { keys }))
  if (conflicts.length > 0) announce(t('spokenConflict', { keys: conflicts.join(', ') }))
}
