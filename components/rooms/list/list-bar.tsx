'use client'

import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { Timestamp } from '@/components/ui/timestamp'
import type { RoomListQuery } from '@/lib/client/api/room-queries'
import { useDebounced } from '@/lib/client/hooks/use-debounced'
import { type SortOrder, sortOrderNames } from './sort-orders'

const SLOW_MS = 2_000

type Props = {
  list: RoomListQuery
  search: string
  sort: SortOrder
  onSort: (sort: SortOrder) => void
}

/** The number of rooms, the age of the list, and the sort order. */
export function ListBar({ list, search, sort, onSort }: Props) {
  const t = useTranslations('roomSearch')
  const { rooms, last, isFetching, isPlaceholderData } = list
  const isSlow = useDebounced(isFetching, SLOW_MS) && isFetching
  if (!last) return null
  const hasMore = last.next !== null
  const amount = search ? 'matches' : 'rooms'
  return (
    <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
      <div className="flex flex-1 items-center gap-x-1">
        <p>
          {t.rich('summary', {
            rooms: () => (
              <span>
                {t(hasMore ? `some.${amount}` : `all.${amount}`, { count: rooms.length })}
              </span>
            ),
            when: () => <Timestamp at={last.indexedAt} format="clock" />,
          })}
        </p>
        <Button
          variant="quiet"
          size="small"
          aria-label={t('refresh')}
          title={t('refresh')}
          aria-disabled={isFetching}
          onClick={() => (isFetching ? undefined : list.refetch())}
        >
          <RefreshCw aria-hidden className="size-3.5" />
        </Button>
        {isSlow && !isPlaceholderData ? <span>{t('stillWaiting')}</span> : null}
      </div>
      <label className="flex items-center gap-1.5">
        {t('sort')}
        <select
          value={sort}
          onChange={(event) =>
            onSort(sortOrderNames.find((name) => name === event.target.value) ?? 'views')
          }
          className="min-h-8 rounded-md border border-control bg-surface px-1.5 text-ink"
        >
          {sortOrderNames.map((name) => (
            <option key={name} value={name}>
              {t(`sorts.${name}`)}
            </option>
          ))}
        </select>
      </label>
      {hasMore && sort !== 'views' ? (
        <p className="basis-full text-end">{t('sortedPart', { count: rooms.length })}</p>
      ) : null}
    </div>
  )
}
