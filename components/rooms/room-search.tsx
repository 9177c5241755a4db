'use client'

import { hashKey } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Card } from '@/components/ui/card'
import { PageTitle } from '@/components/ui/page-title'
import { useRooms } from '@/lib/client/api/room-queries'
import { announce } from '@/lib/client/browser/announce'
import { focusPage } from '@/lib/client/browser/focus-page'
import { isComposing, keyName } from '@/lib/client/browser/keyboard'
import { useDraftedRooms } from '@/lib/client/drafts/use-drafted-rooms'
import { usePermission } from '@/lib/client/hooks/current-user'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { useEarlyInput } from '@/lib/client/resilience/use-early-input'
import type { Problem } from '@/lib/shared/api/problem'
import type { RoomFilters } from '@/lib/shared/metadata/room-filters'
import { findBestMatch } from './best-match'
import { ListProblem } from './list/list-problem'
import { RoomList } from './list/room-list'
import { RoomsSkeleton } from './list/rooms-skeleton'
import { SelectionBar } from './list/selection-bar'
import { OpenById } from './open-by-id'
import { RecentRooms } from './recent-rooms'
import { SearchField } from './search-field'
import { useListOptions } from './use-list-options'
import { useSearchText } from './use-search-text'

const ANNOUNCE_DELAY_MS = 1_000

type Props = {
  /** What the server listed. */
  serverFilters: RoomFilters
  /** Why the server could not read the rooms. */
  serverProblem: Pick<Problem, 'code' | 'details'> | null
}

/** The page of rooms: search field, recent rooms and the list. */
export function RoomSearch(props: Props) {
  const t = useTranslations('roomSearch')
  const { text, search, isSettled, onTextChange, compositionHandlers } = useSearchText()
  const { options, setOptions } = useListOptions()
  const filters = { ...options, search }
  const isServerList = hashKey([filters]) === hashKey([props.serverFilters])
  const serverProblem = isServerList ? props.serverProblem : null
  const drafted = useDraftedRooms()
  const canSelect = usePermission('batches.write')
  const list = useRooms(filters, { enabled: serverProblem === null })
  const isUpToDate = isSettled && !list.isPlaceholderData && !list.isPending
  const announcedCount = isUpToDate && search ? (list.last?.total ?? null) : null
  const stale = list.last?.stale
  const staleProblem = stale ? { code: stale.code, details: { ref: stale.ref } } : null
  const listProblem = list.last ? staleProblem : serverProblem
  const problem = list.isFetchNextPageError ? null : (list.error ?? listProblem)

  const isDone = isUpToDate || (isSettled && problem !== null)
  const hasNoMatch = list.rooms.length === 0
  // Only after the search, so that the results do not move it.
  const openById = isDone ? <OpenById text={text} /> : null

  const field = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLDivElement>(null)
  const [isEnterPending, setIsEnterPending] = useState(false)

  const earlyInputProps = useEarlyInput(() => field.current, onTextChange)
  const [isShownByNavigation] = useState(useHydrated())
  useEffect(() => {
    // In a page from the server a person may have moved the focus already.
    const { activeElement, body } = document
    if (isShownByNavigation || activeElement === body) focusPage(field.current)
  }, [isShownByNavigation])

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
    if (!isEnterPending || !isDone) return
    setIsEnterPending(false)
    const links = [...(results.current?.querySelectorAll('a') ?? [])]
    const rooms = links.filter((link) => !('byId' in link.dataset))
    const target = findBestMatch(rooms, text) ?? links[0]
    target?.click()
  }, [isEnterPending, isDone, text])

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent)) return
    if (keyName(event.nativeEvent) === 'Enter' && text.trim() !== '') setIsEnterPending(true)
    // Browsers clear a search field on Esc, which would discard the text.
    if (event.key === 'Escape') event.preventDefault()
  }

  /** The arrow keys walk from the field through the links and back. */
  function walk(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[keyName(event.nativeEvent)]
    if (!step || isComposing(event.nativeEvent) || event.altKey) return
    const stops = [field.current, ...(results.current?.querySelectorAll('a') ?? [])]
    const index = stops.indexOf(event.target as HTMLInputElement | HTMLAnchorElement)
    if (index < 0) return
    event.preventDefault()
    stops[index + step]?.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: handles keys of the field and the links
    <div className="space-y-4" onKeyDown={walk}>
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
        {...earlyInputProps}
      />
      {problem ? (
        <ListProblem problem={problem} list={list} onRecovered={() => field.current?.focus()} />
      ) : null}
      <div ref={results} className="space-y-4">
        {search === '' ? <RecentRooms drafted={drafted} /> : null}
        {hasNoMatch ? openById : null}
        {problem && !list.last ? null : (
          <RoomList list={list} filters={filters} drafted={drafted} onFilter={setOptions} />
        )}
        {hasNoMatch ? null : openById}
      </div>
      {canSelect ? <SelectionBar list={list} /> : null}
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
