'use client'

import { LoaderCircle, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { useDebounced } from '@/lib/client/hooks/debounced'

const UNSEEN_MS = 150

type Props = Omit<ComponentProps<'input'>, 'type'> & { busy: boolean }

/** The field that `/` leads to. Its sign turns while rooms are looked for, unless that is over at once. */
export function SearchField({ busy, ...props }: Props) {
  const t = useTranslations('finder')
  const busyForLong = useDebounced(busy, UNSEEN_MS) && busy
  const Icon = busyForLong ? LoaderCircle : Search
  return (
    <div className="relative">
      <Icon
        aria-hidden
        className={`pointer-events-none absolute start-3 top-3 size-4 text-muted ${busyForLong ? 'animate-spin' : ''}`}
      />
      <input
        {...props}
        type="search"
        data-search
        aria-label={t('search')}
        aria-keyshortcuts="/"
        placeholder={t('searchHint')}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        className="min-h-10 w-full rounded-md border border-control bg-surface ps-9 pe-3"
      />
    </div>
  )
}
