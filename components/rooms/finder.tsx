'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { announce } from '@/lib/client/announce'
import { useDebounced } from '@/lib/client/debounced'
import { useRooms } from '@/lib/client/room-queries'
import type { RoomList as Page } from '@/lib/shared/contract'
import type { Problem } from '@/lib/shared/problem'
import { OpenById } from './open-by-id'
import { RecentRooms } from './recent-rooms'
import { RoomList } from './room-list'

const PAUSE_MS = 200

type Props = {
  search: string
  initial: Page | null
  problem: Pick<Problem, 'code' | 'details'> | null
}

/** One search field, the rooms opened lately, and the list below. */
export function Finder({ search: initialSearch, initial, problem: initialProblem }: Props) {
  const t = useTranslations('finder')
  const [text, setText] = useState(initialSearch)
  const search = useDebounced(text.trim(), PAUSE_MS)
  const field = useRef<HTMLInputElement>(null)
  const list = useRooms(search, initial)
  const problem = list.error ?? (list.data ? null : initialProblem)
  const found = list.isPlaceholderData ? null : list.rooms.length

  useEffect(() => {
    const address = search ? `/rooms?search=${encodeURIComponent(search)}` : '/rooms'
    history.replaceState(null, '', address)
  }, [search])

  useEffect(() => {
    if (search && found !== null) announce(t('found', { count: found }))
  }, [search, found, t])

  useEffect(() => {
    field.current?.focus()
    const onKey = (event: KeyboardEvent) => {
      const inField =
        event.target instanceof Element && event.target.closest('input, textarea, select')
      if (event.key !== '/' || inField || event.isComposing) return
      event.preventDefault()
      field.current?.focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])

  return (
    <div className="space-y-4">
      <PageTitle>{t('title')}</PageTitle>
      <div className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute start-3 top-3 size-4 text-muted"
        />
        <input
          ref={field}
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={t('search')}
          placeholder={t('searchHint')}
          className="min-h-10 w-full rounded-md border border-control bg-surface ps-9 pe-3"
        />
      </div>
      <OpenById text={text.trim()} rooms={list.rooms} />
      {search === '' ? <RecentRooms /> : null}
      {problem ? (
        <ProblemNotice problem={problem}>
          <Button onClick={() => list.refetch()}>{t('retry')}</Button>
        </ProblemNotice>
      ) : null}
      <RoomList list={list} search={search} />
    </div>
  )
}
