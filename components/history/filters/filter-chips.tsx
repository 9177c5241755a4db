'use client'

import { X } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { focusWhenReady } from '@/lib/client/browser/focus'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import { filterNames, type HistoryQuery } from '@/lib/shared/changes/history-filters'
import { outcomeGroup } from '../outcome-group'
import type { Author } from './filter-form'

/** The current filters, each with a button that removes it. */
export function FilterChips({
  filters,
  authors,
  onFilter,
}: {
  filters: HistoryQuery
  authors: readonly Author[]
  onFilter: (filters: HistoryQuery) => void
}) {
  const t = useTranslations('history.filters')
  const outcomeNames = useTranslations('history.outcomes')
  const sourceNames = useTranslations('history.sources')
  const format = useFormatter()
  const timeZone = useTimeZone()
  const { room, person, outcome, source, since, until } = filters
  const formatTime = (at: string) =>
    format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const labels: Record<(typeof filterNames)[number], string | undefined> = {
    room,
    person: person && (authors.find(({ id }) => id === person)?.name ?? person),
    outcome: outcome && outcomeNames(outcomeGroup(outcome)),
    source: source && sourceNames(source),
    since: since && formatTime(since),
    until: until && formatTime(until),
  }
  const chips = filterNames.flatMap((name) =>
    labels[name] ? [{ name, text: `${t(name)}: ${labels[name]}` }] : [],
  )
  if (chips.length === 0) return null

  function applyFilters(next: HistoryQuery) {
    onFilter(next)
    focusWhenReady('filters')
  }

  return (
    <ul aria-label={t('active')} className="flex flex-wrap gap-1.5">
      {chips.map(({ name, text }) => (
        <li key={name} className="max-w-full">
          <button
            type="button"
            aria-label={t('remove', { filter: text })}
            onClick={() => applyFilters({ ...filters, [name]: undefined })}
            className="inline-flex min-h-7 max-w-full items-center gap-1 rounded-full border border-accent bg-accent-soft ps-2.5 pe-1.5 text-sm"
          >
            <bdi className="truncate">{text}</bdi>
            <X aria-hidden className="size-3.5 shrink-0" />
          </button>
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <button
            type="button"
            onClick={() => applyFilters({})}
            className="min-h-7 rounded-full px-2 text-accent text-sm underline-offset-2 hover:underline"
          >
            {t('clear')}
          </button>
        </li>
      ) : null}
    </ul>
  )
}
