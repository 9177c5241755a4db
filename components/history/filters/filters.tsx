'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { FilterChips } from '@/components/ui/lists/filter-chips'
import { FilterPanel } from '@/components/ui/lists/filter-panel'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import { filterNames, type HistoryQuery } from '@/lib/shared/changes/history-filters'
import { outcomeGroup } from '../outcome-group'
import { type Author, FilterForm } from './filter-form'

type Props = {
  filters: HistoryQuery
  authors: readonly Author[]
  showsRoom: boolean
  onFilter: (filters: HistoryQuery) => void
}

/** The current filters, and the form that changes them. */
export function Filters(props: Props) {
  const { filters, onFilter } = props
  return (
    <FilterPanel
      form={<FilterForm {...props} />}
      chips={
        <FilterChips
          chips={useFilterTexts(props)}
          onRemove={(name) => onFilter(name ? { ...filters, [name]: undefined } : {})}
        />
      }
    />
  )
}

function useFilterTexts({ filters, authors }: Props) {
  const t = useTranslations('history.filters')
  const names = useTranslations('lists.filters')
  const outcomeNames = useTranslations('history.outcomes')
  const sourceNames = useTranslations('history.sources')
  const format = useFormatter()
  const timeZone = useTimeZone()
  const { room, key, person, outcome, source, since, until } = filters
  const formatTime = (at: string) =>
    format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const values = {
    room: room && [t('room'), room],
    key: key && [t('key'), key],
    person: person && [names('person'), authors.find(({ id }) => id === person)?.name ?? person],
    outcome: outcome && [t('outcome'), outcomeNames(outcomeGroup(outcome))],
    source: source && [t('source'), sourceNames(source)],
    since: since && [names('since'), formatTime(since)],
    until: until && [names('until'), formatTime(until)],
  }
  return filterNames.flatMap((name) => {
    const value = values[name]
    return value ? [{ name, text: value.join(': ') }] : []
  })
}
