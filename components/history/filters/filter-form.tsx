'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useId } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { useHydrated } from '@/lib/client/hooks/hydrated'
import {
  filterNames,
  filtersFrom,
  type HistoryQuery,
  outcomeFilters,
  searchOf,
  sourceFilters,
} from '@/lib/shared/changes/history-filters'
import { localTime, momentOf } from './local-time'

export type Author = { id: string; name: string }

type Props = {
  filters: HistoryQuery
  authors: readonly Author[]
  /** Offers a room to narrow to. */
  withRoom: boolean
  onFilter: (filters: HistoryQuery) => void
}

const control = 'min-h-9 w-full rounded-md border border-control bg-surface px-2'

/** Every filter at once, told by one press: a list that jumps with each key is no help in finding something. */
export function FilterForm({ filters, authors, withRoom, onFilter }: Props) {
  const t = useTranslations('history.filters')
  const outcomes = useTranslations('history.outcomes')
  const sources = useTranslations('history.sources')
  const hydrated = useHydrated()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const times = { since: momentOf(text('since')), until: momentOf(text('until')) }
    const named = Object.fromEntries(filterNames.map((name) => [name, text(name)]))
    onFilter(filtersFrom({ ...named, ...times }))
  }

  return (
    <form
      // What the address says is what the fields show, also after a chip or *Back* changed it.
      key={`${searchOf(filters)}${hydrated}`}
      onSubmit={submit}
      className="grid grid-cols-2 gap-x-3 gap-y-2 sm:grid-cols-3"
    >
      {withRoom ? (
        <Labelled label={t('room')}>
          {(id) => (
            <input
              id={id}
              name="room"
              defaultValue={filters.room}
              placeholder={t('roomHint')}
              spellCheck={false}
              autoComplete="off"
              className={`${control} font-mono text-sm`}
            />
          )}
        </Labelled>
      ) : null}
      <Labelled label={t('person')}>
        {(id) => (
          <Choice
            id={id}
            name="person"
            chosen={filters.person}
            any={t('anybody')}
            options={authors.map(({ id, name }) => [id, name])}
          />
        )}
      </Labelled>
      <Labelled label={t('outcome')}>
        {(id) => (
          <Choice
            id={id}
            name="outcome"
            chosen={filters.outcome}
            any={t('any')}
            options={outcomeFilters.map((name) => [name, outcomes(name)])}
          />
        )}
      </Labelled>
      <Labelled label={t('source')}>
        {(id) => (
          <Choice
            id={id}
            name="source"
            chosen={filters.source}
            any={t('any')}
            options={sourceFilters.map((name) => [name, sources(name)])}
          />
        )}
      </Labelled>
      {(['since', 'until'] as const).map((name) => (
        <Labelled key={name} label={t(name)} className="col-span-2 sm:col-span-1">
          {(id) => (
            <input
              id={id}
              type="datetime-local"
              name={name}
              defaultValue={hydrated ? localTime(filters[name]) : ''}
              className={control}
            />
          )}
        </Labelled>
      ))}
      <div className="col-span-full">
        <Button type="submit">{t('apply')}</Button>
      </div>
    </form>
  )
}

function Labelled({
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

function Choice({
  id,
  name,
  chosen = '',
  any,
  options,
}: {
  id: string
  name: string
  chosen?: string
  any: string
  options: readonly (readonly [value: string, words: string])[]
}) {
  const known = chosen === '' || options.some(([value]) => value === chosen)
  return (
    <select id={id} name={name} defaultValue={chosen} className={control}>
      <option value="">{any}</option>
      {known ? null : <option value={chosen}>{chosen}</option>}
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  )
}
