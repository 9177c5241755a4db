'use client'

import { RefreshCw, X } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { InlineSelect } from '@/components/ui/fields/inline-select'
import { Timestamp } from '@/components/ui/timestamp'
import type { RoomListQuery } from '@/lib/client/api/room-queries'
import { roomSorts, roomVisibilities } from '@/lib/shared/metadata/room'
import type { RoomFilters } from '@/lib/shared/metadata/room-filters'
import type { ListOptions } from '../use-list-options'

type Props = {
  list: RoomListQuery
  filters: RoomFilters
  onFilter: (change: Partial<ListOptions>) => void
}

/** The number of rooms, the age of the list, filters and sort order. */
export function ListBar({ list, filters, onFilter }: Props) {
  const t = useTranslations('roomSearch')
  const formatter = useFormatter()
  const { rooms, last, isFetching } = list
  const { search, sort, category, visibility } = filters
  if (!last) return null
  const total = `${formatter.number(last.total)}${last.isTotalExact ? '' : '+'}`
  const counts = { shown: rooms.length, total, count: last.total }
  return (
    <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
      <div className="flex grow basis-full items-center gap-x-1 sm:basis-0">
        <p>
          {t.rich('summary', {
            rooms: () => <span>{t(search ? 'showing.matches' : 'showing.rooms', counts)}</span>,
            when: () => <Timestamp at={last.indexedAt} />,
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
      </div>
      {category === undefined ? null : (
        <Button size="small" onClick={() => onFilter({ category: undefined })}>
          {t('withCategory', { category: String(category) })}
          <X aria-hidden className="size-3.5" />
          <span className="sr-only">{t('removeFilter')}</span>
        </Button>
      )}
      <InlineSelect
        label={t('visibility')}
        value={visibility ?? 'all'}
        options={['all', ...roomVisibilities] as const}
        nameOf={(name) => t(`visibilities.${name}`)}
        onChange={(name) => onFilter({ visibility: name === 'all' ? undefined : name })}
      />
      <InlineSelect
        label={t('sort')}
        value={sort}
        options={roomSorts}
        nameOf={(name) => t(`sorts.${name}`)}
        onChange={(name) => onFilter({ sort: name })}
      />
    </div>
  )
}
