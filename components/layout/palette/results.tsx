'use client'

import { Command } from 'cmdk'
import { ArrowRight, History, type LucideIcon, Radio, Star } from 'lucide-react'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { mono } from '@/components/ui/rich-text-tags'
import { useRooms } from '@/lib/client/api/room-queries'
import { useDebounced } from '@/lib/client/hooks/use-debounced'
import { usePins } from '@/lib/client/hooks/use-pins'
import { roomPath } from '@/lib/client/paths'
import { useRecentRooms } from '@/lib/client/rooms/recent-room-list'
import { toRoomIds, toSearchText } from '@/lib/client/rooms/room-input'
import { defaultRoomFilters } from '@/lib/shared/metadata/room-filters'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { matchesWords } from './matches'
import { PaletteItem } from './palette-item'

const DEBOUNCE_MS = 200
const MAX_ROOMS = 8

type RoomName = { slug: string; id: string; name: string }

type Props = {
  text: string
  onOpen: (path: Route) => void
  /** Called when the items may have changed. */
  onItemsChange: () => void
  children: ReactNode
}

/**
 * Recent rooms, rooms found, `children`, and last an item that opens a room by the typed id. It is
 * last because nearly every text could be an id, and Enter takes the first item.
 */
export function PaletteResults({ text, onOpen, onItemsChange, children }: Props) {
  const t = useTranslations('palette')
  const problemText = useTranslations('problems')
  const typed = toSearchText(text)
  const [typedId] = toRoomIds(text)
  const search = useDebounced(typed, DEBOUNCE_MS)
  const list = useRooms({ ...defaultRoomFilters, search }, { enabled: search !== '' })
  const { pins, isPinned } = usePins()
  const opened = useRecentRooms().filter(({ id }) => !isPinned(id))
  const recentRooms = [...pins, ...opened].filter(({ name, id }) =>
    matchesWords(typed, `${name} ${id}`),
  )
  const recentSlugs = new Set(recentRooms.map((room) => room.slug))
  // Until its own response arrives, a search shows the matches of the earlier one.
  const isOwnResponse = search === typed && !list.isPlaceholderData
  const foundRooms = list.rooms
    .filter(
      ({ slug, name, id, owner }) =>
        !recentSlugs.has(slug) &&
        (isOwnResponse || matchesWords(typed, `${name} ${id} ${owner ?? ''}`)),
    )
    .slice(0, typed ? MAX_ROOMS : 0)
  const isListed = [...recentRooms, ...foundRooms].some((room) => room.id === typedId)
  const isSearching = typed !== '' && (search !== typed || list.isFetching)

  useEffect(onItemsChange)

  const renderRoom = (room: RoomName, icon: LucideIcon) => (
    <PaletteItem
      key={room.slug}
      value={`room:${room.slug}`}
      icon={icon}
      onSelect={() => onOpen(roomPath(room.slug))}
    >
      <span className="min-w-0 flex-1 truncate">
        <bdi>{room.name || room.id}</bdi>
      </span>
      <bdi className="max-w-2/5 truncate font-mono text-muted text-xs">{room.id}</bdi>
    </PaletteItem>
  )

  return (
    <>
      {recentRooms.length > 0 ? (
        <Command.Group heading={t('recent')}>
          {recentRooms.map((room) => renderRoom(room, isPinned(room.id) ? Star : History))}
        </Command.Group>
      ) : null}
      {foundRooms.length > 0 ? (
        <Command.Group heading={t('rooms')}>
          {foundRooms.map((room) => renderRoom(room, Radio))}
        </Command.Group>
      ) : null}
      {children}
      {typedId !== undefined && !isListed ? (
        <PaletteItem
          value="open"
          icon={ArrowRight}
          onSelect={() => onOpen(roomPath(toSlug(typedId)))}
        >
          <span className="min-w-0 truncate">
            {t.rich('openById', { id: () => mono(typedId) })}
          </span>
        </PaletteItem>
      ) : null}
      {list.error ? (
        <p role="alert" className="px-2.5 py-2 text-bad text-sm">
          {problemText(list.error.code, list.error.details.params)}
        </p>
      ) : isSearching ? (
        <p className="px-2.5 py-2 text-muted text-sm">{t('searching')}</p>
      ) : (
        <Command.Empty className="px-2.5 py-2 text-muted text-sm">{t('noResults')}</Command.Empty>
      )}
    </>
  )
}
