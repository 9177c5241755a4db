'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import type { RoomListQuery } from '@/lib/client/api/room-queries'
import { usePermission } from '@/lib/client/hooks/current-user'
import type { RoomFilters } from '@/lib/shared/metadata/room-filters'
import type { ListOptions } from '../use-list-options'
import { ListBar } from './list-bar'
import { LoadMoreRooms } from './load-more-rooms'
import { NothingFound } from './nothing-found'
import { RoomColumns, RoomItem } from './room-item'
import { RoomsSkeleton } from './rooms-skeleton'

type Props = {
  list: RoomListQuery
  filters: RoomFilters
  /** The slugs of the rooms with a draft of this person. */
  drafted: ReadonlySet<string>
  onFilter: (change: Partial<ListOptions>) => void
}

/** The rooms of a search, with sorting, filters and paging. */
export function RoomList({ list, filters, drafted, onFilter }: Props) {
  const t = useTranslations('roomSearch')
  const canSelect = usePermission('batches.write')
  const { rooms, last } = list
  const { search, category, visibility } = filters
  if (!last) return <RoomsSkeleton />
  const isFiltered = category !== undefined || visibility !== undefined
  const nothing = <NothingFound search={search} page={last} isFiltered={isFiltered} />
  if (rooms.length === 0 && !isFiltered) return nothing
  return (
    <section
      aria-label={t('list')}
      aria-busy={list.isFetching}
      className={canSelect ? '[--lead:4rem]' : '[--lead:2rem]'}
    >
      <ListBar list={list} filters={filters} onFilter={onFilter} />
      {rooms.length === 0 ? (
        nothing
      ) : (
        <>
          <Card className="overflow-hidden">
            <RoomColumns />
            <ul className="divide-y divide-line">
              {rooms.map((room) => (
                <RoomItem
                  key={room.id}
                  room={room}
                  hasDraft={drafted.has(room.slug)}
                  onFilter={onFilter}
                />
              ))}
            </ul>
          </Card>
          <LoadMoreRooms list={list} last={last} search={search} />
        </>
      )}
    </section>
  )
}
