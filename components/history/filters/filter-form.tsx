'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { exactTextProps } from '@/components/ui/fields/exact-text'
import {
  FilterSelect,
  filterControlClass,
  LabelledControl,
  readTimes,
  TimeRange,
} from '@/components/ui/lists/filter-controls'
import { useFormKey } from '@/components/ui/lists/use-form-key'
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

/** Applies all filters with a button, because a list that changes on each key press distracts. */
export function FilterForm({ filters, authors, showsRoom, onFilter }: Props) {
  const t = useTranslations('history.filters')
  const names = useTranslations('lists.filters')
  const outcomeNames = useTranslations('history.outcomes')
  const sourceNames = useTranslations('history.sources')
  const { key, onApply } = useFormKey(toSearchString(filters))

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const value = (name: string) => String(form.get(name) ?? '').trim()
    const values = Object.fromEntries(filterNames.map((name) => [name, value(name)]))
    // A key may start or end with spaces.
    const entryKey = String(form.get('key') ?? '')
    const next = parseFilters({ ...values, key: entryKey, ...readTimes(form) })
    onApply(toSearchString(showsRoom ? next : { ...next, room: filters.room }))
    onFilter(next)
  }

  return (
    <form key={key} onSubmit={submit} className="grid grid-cols-2 gap-x-3 gap-y-2 sm:grid-cols-3">
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
              className={`${filterControlClass} font-mono text-sm`}
            />
          )}
        </LabelledControl>
      ) : null}
      <LabelledControl label={t('key')}>
        {(id) => (
          <input
            {...exactTextProps}
            id={id}
            name="key"
            defaultValue={filters.key}
            placeholder={t('keyHint')}
            autoComplete="off"
            className={`${filterControlClass} font-mono text-sm`}
          />
        )}
      </LabelledControl>
      <FilterSelect
        name="person"
        label={names('person')}
        selected={filters.person}
        anyLabel={names('anyone')}
        options={authors.map(({ id, name }) => [id, name])}
      />
      <FilterSelect
        name="outcome"
        label={t('outcome')}
        selected={filters.outcome}
        anyLabel={names('any')}
        options={outcomeFilters.map((name) => [name, outcomeNames(outcomeGroup(name))])}
      />
      <FilterSelect
        name="source"
        label={t('source')}
        selected={filters.source}
        anyLabel={names('any')}
        options={sourceFilters.map((name) => [name, sourceNames(name)])}
      />
      <TimeRange times={filters} />
      <div className="col-span-full">
        <Button type="submit">{names('apply')}</Button>
      </div>
    </form>
  )
}
