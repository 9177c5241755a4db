'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Card } from '@/components/ui/card'
import { PageTitle } from '@/components/ui/page-title'
import { useRooms } from '@/lib/client/api/room-queries'
import { announce } from '@/lib/client/browser/announce'
import { isComposing } from '@/lib/client/browser/keyboard'
import { useDraftedRooms } from '@/lib/client/drafts/use-drafted-rooms'
import type { Problem } from '@/lib/shared/api/problem'
import { ListProblem } from './list/list-problem'
import { RoomList } from './list/room-list'
import { RoomsSkeleton } from './list/rooms-skeleton'
import { OpenById } from './open-by-id'
import { RecentRooms } from './recent-rooms'
import { SearchField } from './search-field'
import { useSearchText } from './use-search-text'

const ANNOUNCE_DELAY_MS = 1_000

type Props = {
  /** What the server searched for. */
  serverSearch: string
  /** Why the server could not read the rooms. */
  serverProblem: Pick<Problem, 'code' | 'details'> | null
}

/** The page of rooms: search field, recent rooms and the list. */
export function RoomSearch(props: Props) {
  const t = useTranslations('roomSearch')
  const { text, search, isSettled, onTextChange, compositionHandlers } = useSearchText()
  const serverProblem = search === props.serverSearch ? props.serverProblem : null
  const drafted = useDraftedRooms()
  const list = useRooms(search, { enabled: serverProblem === null })
  const isUpToDate = isSettled && !list.isPlaceholderData && !list.isPending
  const announcedCount = isUpToDate && search ? list.rooms.length : null
  const stale = list.last?.stale
  const staleProblem = stale ? { code: stale.code, details: { ref: stale.ref } } : null
  const listProblem = list.last ? staleProblem : serverProblem
  const problem = list.isFetchNextPageError ? null : (list.error ?? listProblem)

  const field = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLDivElement>(null)
  const [isEnterPending, setIsEnterPending] = useState(false)

  useEffect(() => field.current?.focus(), [])

  useEffect(() => {
    if (announcedCount === null) return
    const timer = setTimeout(
      () => announce(t('found', { count: announcedCount })),
      ANNOUNCE_DELAY_MS,
    )
    return () => clearTimeout(timer)
  }, [announcedCount, t])

  // The user can press Enter before the results arrive. Act on it when they do.
  useEffect(() => {
    if (!isEnterPending || !isUpToDate) return
    setIsEnterPending(false)
    const links = results.current?.querySelectorAll('a') ?? []
    if (links.length === 1) links[0]?.click()
    else links[0]?.focus()
  }, [isEnterPending, isUpToDate])

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'Enter') setIsEnterPending(true)
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      results.current?.querySelector('a')?.focus()
    }
    // Browsers clear a search field on Esc, which would discard the text.
    if (event.key === 'Escape') event.preventDefault()
  }

  return (
    <div className="space-y-4">
      <PageTitle>{t('title')}</PageTitle>
      <SearchField
        ref={field}
        loading={list.isFetching && !list.isFetchingNextPage}
        value={text}
        onChange={(event) => {
          setIsEnterPending(false)
          onTextChange(event.target.value)
        }}
        onKeyDown={onKeyDown}
        {...compositionHandlers}
      />
      {problem ? (
        <ListProblem problem={problem} list={list} onRecovered={() => field.current?.focus()} />
      ) : null}
      <div ref={results} className="space-y-4">
        <OpenById text={text} rooms={list.rooms} />
        {search === '' ? <RecentRooms drafted={drafted} /> : null}
        {problem && !list.last ? null : <RoomList list={list} search={search} drafted={drafted} />}
      </div>
    </div>
  )
}

/** Shown while the server reads the first page, which can take the Live service seconds. */
export function RoomSearchSkeleton() {
  const t = useTranslations('roomSearch')
  return (
    <div className="space-y-4">
      <h1 className="font-semibold text-xl">{t('title')}</h1>
      <Card className="min-h-10" />
      <RoomsSkeleton />
    </div>
  )
}
