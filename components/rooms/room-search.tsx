'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { PageTitle } from '@/components/ui/page-title'
import { useRooms } from '@/lib/client/api/room-queries'
import { announce } from '@/lib/client/browser/announce'
import type { RoomList as Page } from '@/lib/shared/api/contract'
import type { Problem } from '@/lib/shared/api/problem'
import { ListProblem } from './list/list-problem'
import { RoomList } from './list/room-list'
import { OpenById } from './open-by-id'
import { RecentRooms } from './recent-rooms'
import { SearchField } from './search-field'
import { useSearchText } from './use-search-text'

const SPOKEN_AFTER_MS = 1_000

/** The first page for `search` as the server rendered it at `renderedAt` (ms), or the problem in its place. */
export type Given = {
  search: string
  renderedAt: number
  reply: Page | null
  problem: Pick<Problem, 'code' | 'details'> | null
}

/** One search field, the rooms pinned and opened lately, and the list below. */
export function Finder({ given }: { given: Given }) {
  const t = useTranslations('finder')
  const { text, search, settled, take, composition } = useSearchText()
  const mine = search === given.search
  const failed = mine ? given.problem : null
  const list = useRooms(search, {
    initial: mine ? given.reply : null,
    renderedAt: given.renderedAt,
    enabled: failed === null,
  })
  const shown = settled && !list.isPlaceholderData && !list.isPending
  const found = shown && search ? list.rooms.length : null
  const stale = list.last?.stale
  const old = stale ? { code: stale.code, details: { ref: stale.ref } } : null
  const missing = list.last ? old : failed
  const problem = list.isFetchNextPageError ? null : (list.error ?? missing)

  const field = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLDivElement>(null)
  const [entering, setEntering] = useState(false)

  useEffect(() => field.current?.focus(), [])

  useEffect(() => {
    if (found === null) return
    const timer = setTimeout(() => announce(t('found', { count: found })), SPOKEN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [found, t])

  // Enter may come before the list that it is meant for.
  useEffect(() => {
    if (!entering || !shown) return
    setEntering(false)
    const links = results.current?.querySelectorAll('a') ?? []
    if (links.length === 1) links[0]?.click()
    else links[0]?.focus()
  }, [entering, shown])

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter') setEntering(true)
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      results.current?.querySelector('a')?.focus()
    }
    // Browsers empty a search field on Esc; here it never discards text.
    if (event.key === 'Escape') event.preventDefault()
  }

  return (
    <div className="space-y-4">
      <PageTitle>{t('title')}</PageTitle>
      <SearchField
        ref={field}
        busy={list.isFetching && !list.isFetchingNextPage}
        value={text}
        onChange={(event) => {
          setEntering(false)
          take(event.target.value)
        }}
        onKeyDown={onKeyDown}
        {...composition}
      />
      {problem ? (
        <ListProblem problem={problem} list={list} onCured={() => field.current?.focus()} />
      ) : null}
      <div ref={results} className="space-y-4">
        <OpenById text={text} rooms={list.rooms} />
        {search === '' ? <RecentRooms /> : null}
        {problem && !list.last ? null : <RoomList list={list} search={search} />}
      </div>
    </div>
  )
}
