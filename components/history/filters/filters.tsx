'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import type { HistoryQuery } from '@/lib/shared/changes/history-filters'
import { FilterChips } from './filter-chips'
import { type Author, FilterForm } from './filter-form'

/** The current filters, and the form that changes them. */
export function Filters(props: {
  filters: HistoryQuery
  authors: readonly Author[]
  showsRoom: boolean
  onFilter: (filters: HistoryQuery) => void
}) {
  const t = useTranslations('history.filters')
  return (
    <div className="min-w-0 flex-1 basis-80 space-y-2">
      <Card as="details">
        <summary id="filters" className="rounded-md px-3 py-1.5">
          {t('title')}
        </summary>
        <div className="border-line border-t px-3 py-2.5">
          <FilterForm {...props} />
        </div>
      </Card>
      <FilterChips {...props} />
    </div>
  )
}
