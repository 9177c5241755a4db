'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { When } from '@/components/ui/when'
import type { useRooms } from '@/lib/client/room-queries'
import type { Room } from '@/lib/shared/room'
import { RoomItem } from './room-item'

const SORTS = {
  views: (a: Room, b: Room) => b.views - a.views,
  newest: (a: Room, b: Room) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''),
  name: (a: Room, b: Room) => a.name.localeCompare(b.name),
} as const

type Sort = keyof typeof SORTS
const sortNames = Object.keys(SORTS) as Sort[]

/** The rooms found, a button for more, and at the end the word that this is the end. */
export function RoomList({ list, search }: { list: ReturnType<typeof useRooms>; search: string }) {
  const t = useTranslations('finder')
  const [sort, setSort] = useState<Sort>('views')
  const { rooms, last, hasNextPage, isFetchingNextPage, isPending } = list
  if (isPending && !list.error) return <Skeleton label={t('loading')} />
  if (!last) return null
  if (rooms.length === 0) {
    return (
      <div className="rounded-md border border-line bg-surface px-4 py-8 text-center text-muted">
        <p className="font-medium text-ink">{search ? t('nothingFound') : t('noRooms')}</p>
        <p>
          {t.rich('lookedThrough', {
            count: last.indexed,
            when: () => <When at={last.indexedAt} style="clock" />,
          })}
        </p>
      </div>
    )
  }
  return (
    <section aria-label={t('list')} aria-busy={list.isFetching}>
      <div className="mb-1.5 flex items-center gap-2 text-muted text-sm">
        <p className="flex-1">
          {hasNextPage ? t('some', { count: rooms.length }) : t('all', { count: rooms.length })}
        </p>
        <label className="flex items-center gap-1.5">
          {t('sort')}
          <select
            value={sort}
            onChange={(event) =>
              setSort(sortNames.find((name) => name === event.target.value) ?? 'views')
            }
            className="min-h-8 rounded-md border border-control bg-surface px-1.5 text-ink"
          >
            {sortNames.map((name) => (
              <option key={name} value={name}>
                {t(`sorts.${name}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ul className="divide-y divide-line overflow-hidden rounded-md border border-line bg-surface">
        {rooms.toSorted(SORTS[sort]).map((room) => (
          <RoomItem key={room.id} room={room} />
        ))}
      </ul>
      <div className="flex items-center justify-center gap-3 py-4 text-muted text-sm">
        {hasNextPage ? (
          <Button disabled={isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {isFetchingNextPage ? t('loading') : t('more')}
          </Button>
        ) : (
          <p>{t('end', { count: rooms.length })}</p>
        )}
      </div>
    </section>
  )
}

function Skeleton({ label }: { label: string }) {
  return (
    <div
      role="status"
      aria-label={label}
      className="divide-y divide-line rounded-md border border-line bg-surface"
    >
      {Array.from({ length: 8 }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: eight equal placeholders
        <div key={at} className="space-y-2 px-4 py-3">
          <div className="h-4 w-1/3 rounded bg-sunken" />
          <div className="h-3 w-1/2 rounded bg-sunken" />
        </div>
      ))}
    </div>
  )
}
