'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { FILTERS_ID } from './filter-panel'

type Props<Name extends string> = {
  chips: readonly { name: Name; text: string }[]
  /** Undefined removes all filters. */
  onRemove: (name: Name | undefined) => void
}

/** The current filters, each with a button that removes it. */
export function FilterChips<Name extends string>({ chips, onRemove }: Props<Name>) {
  const t = useTranslations('lists.filters')
  if (chips.length === 0) return null

  function remove(name: Name | undefined) {
    onRemove(name)
    focusWhenReady(FILTERS_ID)
  }

  return (
    <ul aria-label={t('active')} className="flex flex-wrap gap-1.5">
      {chips.map(({ name, text }) => (
        <li key={name} className="max-w-full">
          <button
            type="button"
            aria-label={t('remove', { filter: text })}
            onClick={() => remove(name)}
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
            onClick={() => remove(undefined)}
            className="min-h-7 rounded-full px-2 text-accent text-sm underline-offset-2 hover:underline"
          >
            {t('clear')}
          </button>
        </li>
      ) : null}
    </ul>
  )
}
