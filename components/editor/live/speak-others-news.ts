import type { useTranslations } from 'next-intl'
import { speakNews } from '@/components/editor/live/live-announcer'
import { othersNews } from '@/components/editor/live/remote-changes'
import { announce } from '@/lib/client/browser/announce'
import type { DraftRow } from '@/lib/shared/changes/draft'
import type { Entry } from '@/lib/shared/metadata/entry'

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
