'use client'

import { LoaderCircle, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { exactTextProps } from '@/components/ui/fields/exact-text'
import { useDebounced } from '@/lib/client/hooks/use-debounced'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'

const SPINNER_DELAY_MS = 150

type Props = Omit<ComponentProps<'input'>, 'type'> & { loading: boolean }

/** The search field, which `/` focuses. Its icon turns into a spinner when a search takes long. */
export function SearchField({ loading, ...props }: Props) {
  const t = useTranslations('roomSearch')
  const showsSpinner = useDebounced(loading, SPINNER_DELAY_MS) && loading
  const hydrated = useHydrated()
  const Icon = showsSpinner ? LoaderCircle : Search
  return (
    <div className="relative">
      <Icon
        aria-hidden
        className={`pointer-events-none absolute start-3 top-3 size-4 text-muted ${showsSpinner ? 'animate-spin' : ''}`}
      />
      <input
        {...props}
        {...exactTextProps}
        // biome-ignore lint/a11y/noAutofocus: only in the HTML from the server, where typed text would get lost; it would take the focus from a dialog over the page
        autoFocus={!hydrated}
        type="search"
        data-search
        aria-label={t('search')}
        aria-keyshortcuts="/"
        placeholder={t('searchHint')}
        className="min-h-10 w-full rounded-md border border-control bg-surface ps-9 pe-3"
      />
    </div>
  )
}
