'use client'

import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { When } from '@/components/ui/timestamp'
import type { Rooms } from '@/lib/client/api/room-queries'
import { useDebounced } from '@/lib/client/hooks/debounced'
import { type Sort, sortNames } from './sorts'

const LONG_MS = 2_000

type Props = { list: Rooms; search: string; sort: Sort; onSort: (sort: Sort) => void }

/** How many rooms, as of when, and in which order. */
export function ListBar({ list, search, sort, onSort }: Props) {
  const t = useTranslations('finder')
  const { rooms, last, isFetching, isPlaceholderData } = list
  const waiting = useDebounced(isFetching, LONG_MS) && isFetching
  if (!last) return null
  const partly = last.next !== null
  const amount = search ? 'matches' : 'rooms'
  return (
    <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
      <div className="flex flex-1 items-center gap-x-1">
        <p>
          {t.rich('asOf', {
            rooms: () => t(partly ? `some.${amount}` : `all.${amount}`, { count: rooms.length }),
            when: () => <When at={last.indexedAt} style="clock" />,
          })}
        </p>
        <Button
          look="quiet"
          size="small"
          aria-label={t('refresh')}
          title={t('refresh')}
          aria-disabled={isFetching}
          onClick={() => (isFetching ? undefined : list.refetch())}
        >
          <RefreshCw aria-hidden className="size-3.5" />
        </Button>
        {waiting && !isPlaceholderData ? <span>{t('stillWaiting')}</span> : null}
      </div>
      <label className="flex items-center gap-1.5">
        {t('sort')}
        <select
          value={sort}
          onChange={(event) =>
            onSort(sortNames.find((name) => name === event.target.value) ?? 'views')
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
      {partly && sort !== 'views' ? (
        <p className="basis-full text-end">{t('sortedPart', { count: rooms.length })}</p>
      ) : null}
    </div>
  )
}
