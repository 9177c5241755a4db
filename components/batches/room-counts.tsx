'use client'

import { useTranslations } from 'next-intl'
import { type BatchSummary, batchRoomStates } from '@/lib/shared/batches/batch'

/** How many rooms are in each state, without those that are zero. */
export function RoomCounts({ counts }: Pick<BatchSummary, 'counts'>) {
  const t = useTranslations('batches.counts')
  const parts = batchRoomStates
    .toReversed()
    .filter((state) => counts[state] > 0)
    .map((state) => t(state, { count: counts[state] }))
  return <span>{parts.join(' · ')}</span>
}
