'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useId } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import {
  filterNames,
  type HistoryQuery,
  outcomeFilters,
  parseFilters,
  sourceFilters,
  toSearchString,
} from '@/lib/shared/changes/history-filters'
import { outcomeGroup } from '../outcome-group'

export type Author = { id: string; name: string }

type Props = {
  filters: HistoryQuery
  authors: readonly Author[]
  /** Shows the filter for the room. */
  showsRoom: boolean
  onFilter: (filters: HistoryQuery) => void
}

const controlClass = 'min-h-9 w-full rounded-md border border-control bg-surface px-2'

/** Applies all filters with a button, because a list that changes on each key press distracts. */
export function FilterForm({ filters, authors, showsRoom, onFilter }: Props) {
  const t = useTranslations('history.filters')
  const outcomeNames = useTranslations('history.outcomes')
  const sourceNames = useTranslations('history.sources')
  const hydrated = useHydrated()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const value = (name: string) => String(form.get(name) ?? '').trim()
    const times = {
      since: isoFromLocalDateTime(value('since')),
      until: isoFromLocalDateTime(value('until')),
    }
    const values = Object.fromEntries(filterNames.map((name) => [name, value(name)]))
    onFilter(parseFilters({ ...values, ...times }))
  }

  return (
    <form
      // Resets the fields when a chip or *Back* changes the filters.
      key={`${toSearchString(filters)}${hydrated}`}
      onSubmit={submit}
      className="grid grid-cols-2 gap-x-3 gap-y-2 sm:grid-cols-3"
    >
      {showsRoom ? (
        <LabelledControl label={t('room')}>
          {(id) => (
            <input
              id={id}
              name="room"
              defaultValue={filters.room}
              placeholder={t('roomHint')}
              spellCheck={false}
              autoComplete="off"
              className={`${controlClass} font-mono text-sm`}
            />
          )}
        </LabelledControl>
      ) : null}
      <LabelledControl label={t('person')}>
        {(id) => (
          <FilterSelect
            id={id}
            name="person"
            selected={filters.person}
            anyLabel={t('anyone')}
            options={authors.map(({ id, name }) => [id, name])}
          />
        )}
      </LabelledControl>
      <LabelledControl label={t('outcome')}>
        {(id) => (
          <FilterSelect
            id={id}
            name="outcome"
            selected={filters.outcome}
            anyLabel={t('any')}
            options={outcomeFilters.map((name) => [name, outcomeNames(outcomeGroup(name))])}
          />
        )}
      </LabelledControl>
      <LabelledControl label={t('source')}>
        {(id) => (
          <FilterSelect
            id={id}
            name="source"
            selected={filters.source}
            anyLabel={t('any')}
            options={sourceFilters.map((name) => [name, sourceNames(name)])}
          />
        )}
      </LabelledControl>
      {(['since', 'until'] as const).map((name) => (
        <LabelledControl key={name} label={t(name)} className="col-span-2 sm:col-span-1">
          {(id) => (
            <input
              id={id}
              type="datetime-local"
              name={name}
              defaultValue={hydrated ? localDateTime(filters[name]) : ''}
              className={controlClass}
            />
          )}
        </LabelledControl>
      ))}
      <div className="col-span-full">
        <Button type="submit">{t('apply')}</Button>
      </div>
    </form>
  )
}

function LabelledControl({
  label,
  className = '',
  children,
}: {
  label: string
  className?: string
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className={`min-w-0 space-y-0.5 text-sm ${className}`}>
      <label htmlFor={id} className="block text-muted">
        {label}
      </label>
      {children(id)}
    </div>
  )
}

function FilterSelect({
  id,
  name,
  selected = '',
  anyLabel,
  options,
}: {
  id: string
  name: string
  selected?: string
  anyLabel: string
  options: readonly (readonly [value: string, words: string])[]
}) {
  const isListed = selected === '' || options.some(([value]) => value === selected)
  return (
    <select id={id} name={name} defaultValue={selected} className={controlClass}>
      <option value="">{anyLabel}</option>
      {isListed ? null : <option value={selected}>{selected}</option>}
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  )
}

/** A time (ISO 8601) as the value of a `datetime-local` field, in the local time zone. */
function localDateTime(at: string | undefined): string {
  if (at === undefined) return ''
  const date = new Date(at)
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** The value of a `datetime-local` field as ISO 8601 in UTC; undefined if it is not a time. */
function isoFromLocalDateTime(local: string): string | undefined {
  const ms = Date.parse(local)
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}
