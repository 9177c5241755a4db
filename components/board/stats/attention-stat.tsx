'use client'

import { useTranslations } from 'next-intl'
import { Link } from '@/components/ui/link'
import { changePath } from '@/lib/client/paths'
import type { Board } from '@/lib/shared/api/board-endpoints'
import { getShownOutcome } from '@/lib/shared/changes/shown-outcome'
import { Nothing, Stat } from './stat'
import { StatList } from './stat-list'

type Props = { attention: Board['attention']; isKnown: boolean }

/** The changes that need attention. The number leads to their list, each line to one of them. */
export function AttentionStat({ attention, isKnown }: Props) {
  const t = useTranslations('board.attention')
  const outcomes = useTranslations('board.outcomes')
  const count = attention.length
  const number =
    count === 0 ? (
      count
    ) : (
      <Link href="/history" prefetch={false} variant="plain" className="rounded-sm hover:underline">
        {count}
      </Link>
    )
  return (
    <Stat label={t('title')} value={isKnown ? number : '–'} isWarning={count > 0}>
      {count === 0 ? <Nothing>{t(isKnown ? 'none' : 'unknown')}</Nothing> : null}
      <StatList
        items={attention}
        render={({ change, roomName }) => (
          <li key={change.id} className="flex min-w-0 gap-x-2">
            <Link href={changePath(change.id)} prefetch={false} className="truncate">
              <bdi>{roomName || change.room}</bdi>
            </Link>
            <span className="shrink-0 text-muted">{outcomes(getShownOutcome(change))}</span>
          </li>
        )}
      />
    </Stat>
  )
}
