'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Card } from '@/components/ui/card'
import type { RoomListQuery } from '@/lib/client/api/room-queries'
import { useRecentRooms } from '@/lib/client/browser/recent-rooms'
import { ListBar } from './list-bar'
import { LoadMoreRooms } from './load-more-rooms'
import { NothingFound } from './nothing-found'
import { RoomColumns, RoomItem } from './room-item'
import { RoomsSkeleton } from './rooms-skeleton'
import { type SortOrder, sortOrders } from './sort-orders'

/** The rooms of a search, with sorting and paging. */
export function RoomList({
  list,
  search,
  drafted,
}: {
  list: RoomListQuery
  search: string
  /** The slugs of the rooms with a draft of this person. */
  drafted: ReadonlySet<string>
}) {
  const t = useTranslations('roomSearch')
  const [sort, setSort] = useState<SortOrder>('views')
  const recentRooms = useRecentRooms()
  const { rooms, last } = list
  if (!last) return <RoomsSkeleton />
  if (rooms.length === 0) return <NothingFound search={search} page={last} />
  const pinned = new Set(recentRooms.filter((room) => room.pinned).map((room) => room.slug))
  return (
    <section aria-label={t('list')} aria-busy={list.isFetching}>
      <ListBar list={list} search={search} sort={sort} onSort={setSort} />
      <Card className="overflow-hidden">
        <RoomColumns />
        <ul className="divide-y divide-line">
          {rooms.toSorted(sortOrders[sort]).map((room) => (
            <RoomItem
              key={room.id}
              room={room}
              pinned={pinned.has(room.slug)}
              hasDraft={drafted.has(room.slug)}
            />
          ))}
        </ul>
      </Card>
      <LoadMoreRooms list={list} last={last} search={search} />
    </section>
  )
}
