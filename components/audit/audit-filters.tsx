'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { FilterChips } from '@/components/ui/lists/filter-chips'
import { FilterSelect, readTimes, TimeRange } from '@/components/ui/lists/filter-controls'
import { FilterPanel } from '@/components/ui/lists/filter-panel'
import { useFormKey } from '@/components/ui/lists/use-form-key'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import { auditActions } from '@/lib/shared/audit/audit-entry'
import {
  type AuditQuery,
  auditFilterNames,
  parseAuditFilters,
  toAuditSearch,
} from '@/lib/shared/audit/audit-filters'

type Props = {
  filters: AuditQuery
  /** Everyone in the log. */
  people: readonly { id: string; name: string }[]
  onFilter: (filters: AuditQuery) => void
}

/** The current filters of the audit log, and the form that changes them. */
export function AuditFilters(props: Props) {
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

function FilterForm({ filters, people, onFilter }: Props) {
  const t = useTranslations('audit')
  const names = useTranslations('lists.filters')
  const { key, onApply } = useFormKey(toAuditSearch(filters))

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const value = (name: string) => String(form.get(name) ?? '')
    const chosen = { person: value('person'), action: value('action') }
    const next = parseAuditFilters({ ...chosen, ...readTimes(form) })
    onApply(toAuditSearch(next))
    onFilter(next)
  }

  return (
    <form key={key} onSubmit={submit} className="grid grid-cols-2 gap-x-3 gap-y-2">
      <FilterSelect
        name="person"
        label={t('by')}
        selected={filters.person}
        anyLabel={names('anyone')}
        options={people.map(({ id, name }) => [id, name])}
      />
      <FilterSelect
        name="action"
        label={t('action')}
        selected={filters.action}
        anyLabel={names('any')}
        options={auditActions.map((action) => [action, t(`actions.${action}`)])}
      />
      <TimeRange times={filters} />
      <div className="col-span-full">
        <Button type="submit">{names('apply')}</Button>
      </div>
    </form>
  )
}

function useFilterTexts({ filters, people }: Props) {
  const t = useTranslations('audit')
  const names = useTranslations('lists.filters')
  const format = useFormatter()
  const timeZone = useTimeZone()
  const { person, action, since, until } = filters
  const formatTime = (at: string) =>
    format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const values = {
    person: person && [t('by'), people.find(({ id }) => id === person)?.name ?? person],
    action: action && [t('action'), t(`actions.${action}`)],
    since: since && [names('since'), formatTime(since)],
    until: until && [names('until'), formatTime(until)],
  }
  return auditFilterNames.flatMap((name) => {
    const value = values[name]
    return value ? [{ name, text: value.join(': ') }] : []
  })
}
