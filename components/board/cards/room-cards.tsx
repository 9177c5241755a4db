'use client'

import { useTranslations } from 'next-intl'
import type { DraftRecord } from '@/lib/client/drafts/draft-record'
import type { Board } from '@/lib/shared/api/board-endpoints'
import { MAX_PINS } from '@/lib/shared/metadata/pins'
import type { ShownRoom } from '../use-board'
import { RoomCard } from './room-card'

type Props = {
  rooms: readonly ShownRoom[]
  drafts: readonly DraftRecord[]
  attention: Board['attention']
}

/** The pinned rooms, in the order in which they were pinned, so that each keeps its place. */
export function RoomCards({ rooms, drafts, attention }: Props) {
  const t = useTranslations('board')
  const drafted = new Set(drafts.map(({ slug }) => slug))
  return (
    <section aria-labelledby="pinned">
      <div className="mb-2 flex items-baseline gap-2">
        <h2 id="pinned" className="font-semibold">
          {t('pinned')}
        </h2>
        <span className="text-muted text-sm">
          {t('pinnedCount', { amount: rooms.length, limit: MAX_PINS })}
        </span>
      </div>
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {rooms.map((room) => (
          <RoomCard
            key={room.id}
            room={room}
            hasDraft={drafted.has(room.slug)}
            openChange={attention.find(({ change }) => change.room === room.id)?.change ?? null}
          />
        ))}
      </ul>
    </section>
  )
}
