'use client'

import { useTranslations } from 'next-intl'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { useChangeAuthor } from '../../use-change-author'

type Props = {
  change: Change
  /** The person has typed something that the undo leaves alone. */
  hasDraft: boolean
}

/** Says which change an undo takes back, and that the draft stays. */
export function UndoSummary({ change, hasDraft }: Props) {
  const t = useTranslations('review.undo')
  const { who, name } = useChangeAuthor(change)
  return (
    <p className="text-sm">
      {t.rich('source', {
        who: change.source === 'outside' ? 'app' : who,
        name,
        when: () => <Timestamp at={change.readAt ?? change.at} />,
        iso,
      })}{' '}
      {hasDraft ? t('draftStays') : null}
    </p>
  )
}
