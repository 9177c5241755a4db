'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Rooms } from '@/lib/client/api/room-queries'
import { useRecentRooms } from '@/lib/client/browser/recents'
import { ListBar } from './list-bar'
import { NothingFound } from './nothing-found'
import { RoomColumns, RoomItem } from './room-item'
import { RoomsEnd } from './rooms-end'
import { RoomsSkeleton } from './rooms-skeleton'
import { type Sort, sorts } from './sorts'

/** The rooms found, a button for more, and at the end the word that this is the end. */
export function RoomList({ list, search }: { list: Rooms; search: string }) {
  const t = useTranslations('finder')
  const [sort, setSort] = useState<Sort>('views')
  const recent = useRecentRooms()
  const { rooms, last } = list
  if (!last) return <RoomsSkeleton />
  if (rooms.length === 0) return <NothingFound search={search} page={last} />
  const pinned = new Set(recent.filter((room) => room.pinned).map((room) => room.slug))
  return (
    <section aria-label={t('list')} aria-busy={list.isFetching}>
      <ListBar list={list} search={search} sort={sort} onSort={setSort} />
      <div className="overflow-hidden rounded-md border border-line bg-surface">
        <RoomColumns />
        <ul className="divide-y divide-line">
          {rooms.toSorted(sorts[sort]).map((room) => (
            <RoomItem key={room.id} room={room} pinned={pinned.has(room.slug)} />
          ))}
        </ul>
      </div>
      <RoomsEnd list={list} last={last} search={search} />
    </section>
  )
}
