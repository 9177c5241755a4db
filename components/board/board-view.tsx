'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { useOwnDrafts } from '@/lib/client/drafts/use-drafted-rooms'
import { useRecentRooms } from '@/lib/client/rooms/recent-room-list'
import type { Problem } from '@/lib/shared/api/problem'
import { RoomCards } from './cards/room-cards'
import { EmptyBoard } from './empty-board'
import { MostViewed } from './most-viewed'
import { RecentList } from './recent-list'
import { AttentionStat } from './stats/attention-stat'
import { ConnectionStat } from './stats/connection-stat'
import { DraftsStat } from './stats/drafts-stat'
import { TodayStat } from './stats/today-stat'
import { useBoard } from './use-board'

/** The on-air board: what needs a look, and the pinned rooms with their live values. */
export function BoardView({
  serverProblem,
}: {
  /** Why the server could not read the board. */
  serverProblem: Pick<Problem, 'code' | 'details'> | null
}) {
  const t = useTranslations('board')
  const app = useTranslations('app')
  const { board, rooms, error, refetch, isFetching, status } = useBoard()
  const drafts = useOwnDrafts()
  const recent = useRecentRooms()
  const problem = error ?? (board ? null : serverProblem)
  const names = new Map([...recent, ...rooms].map(({ slug, name, id }) => [slug, name || id]))
  return (
    <div className="space-y-4">
      <PageTitle>{t('title')}</PageTitle>
      {problem ? (
        <ProblemAlert
          problem={problem}
          title={board ? t('notRefreshed') : t('failed')}
          isReadProblem
        >
          <Button size="small" aria-busy={isFetching} onClick={() => refetch()}>
            {app('retry')}
          </Button>
        </ProblemAlert>
      ) : null}
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <AttentionStat attention={board?.attention ?? []} isKnown={board !== undefined} />
        <DraftsStat drafts={drafts} names={names} />
        <TodayStat />
        <ConnectionStat status={status} service={board?.service ?? null} />
      </div>
      <div className="space-y-6 pt-1">
        {rooms.length > 0 ? (
          <RoomCards rooms={rooms} drafts={drafts ?? []} attention={board?.attention ?? []} />
        ) : board ? (
          <EmptyBoard />
        ) : null}
        <RecentList />
        {rooms.length === 0 && board ? <MostViewed /> : null}
      </div>
    </div>
  )
}
