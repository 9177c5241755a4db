'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'

export const filterControlClass = 'min-h-9 w-full rounded-md border border-control bg-surface px-2'

export function LabelledControl({
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

type SelectProps = {
  name: string
  label: string
  selected?: string
  anyLabel: string
  options: readonly (readonly [value: string, words: string])[]
}

/** A choice among `options` or any. A selected value that is not among them is shown as it is. */
export function FilterSelect({ name, label, selected = '', anyLabel, options }: SelectProps) {
  const isListed = selected === '' || options.some(([value]) => value === selected)
  return (
    <LabelledControl label={label}>
      {(id) => (
        <select id={id} name={name} defaultValue={selected} className={filterControlClass}>
          <option value="">{anyLabel}</option>
          {isListed ? null : <option value={selected}>{selected}</option>}
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </LabelledControl>
  )
}

/** The fields `since` and `until`, in the time zone of the browser; see {@link readTimes}. */
export function TimeRange({ times }: { times: { since?: string; until?: string } }) {
  const t = useTranslations('lists.filters')
  const hydrated = useHydrated()
  return (['since', 'until'] as const).map((name) => (
    <LabelledControl key={name} label={t(name)} className="col-span-2 sm:col-span-1">
      {(id) => (
        <input
          // Only the browser knows the time zone of the value.
          key={String(hydrated)}
          id={id}
          type="datetime-local"
          name={name}
          defaultValue={hydrated ? localDateTime(times[name]) : ''}
          className={filterControlClass}
        />
      )}
    </LabelledControl>
  ))
}

/** The times in a form with a {@link TimeRange}, as ISO 8601 in UTC. */
export function readTimes(form: FormData): { since?: string; until?: string } {
  return {
    since: isoFromLocalDateTime(String(form.get('since') ?? '')),
    until: isoFromLocalDateTime(String(form.get('until') ?? '')),
  }
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
