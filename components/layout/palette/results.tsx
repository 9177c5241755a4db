'use client'

import { Command } from 'cmdk'
import { ArrowRight, History, type LucideIcon, Radio, Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { useRooms } from '@/lib/client/api/room-queries'
import { useRecentRooms } from '@/lib/client/browser/recents'
import { useDebounced } from '@/lib/client/hooks/debounced'
import { isRoomId, slugOf } from '@/lib/shared/metadata/room-slug'
import { Item } from './item'
import { matches } from './matches'

const PAUSE_MS = 200
const SHOWN = 8

type Named = { slug: string; id: string; name: string }

type Props = {
  text: string
  onOpen: (address: string) => void
  /** Called when lines may have changed. */
  onLines: () => void
  children: ReactNode
}

/**
 * Rooms opened lately, rooms that the search knows, what else there is, and last the room whose id was typed: nearly
 * every word could be an id, and Enter takes the first line.
 */
export function Results({ text, onOpen, onLines, children }: Props) {
  const t = useTranslations('palette')
  const sentence = useTranslations('problems')
  const typed = text.trim()
  const search = useDebounced(typed, PAUSE_MS)
  const list = useRooms(search, { enabled: search !== '' })
  const recent = useRecentRooms().filter(({ name, id }) => matches(text, `${name} ${id}`))
  const known = new Set(recent.map((room) => room.slug))
  // Also what an earlier search found, until its own answer is there.
  const found = list.rooms
    .filter(
      ({ slug, name, id, owner }) =>
        !known.has(slug) && matches(text, `${name} ${id} ${owner ?? ''}`),
    )
    .slice(0, typed ? SHOWN : 0)
  const listed = [...recent, ...found].some((room) => room.id === typed)
  const searching = typed !== '' && (search !== typed || list.isFetching)

  useEffect(onLines)

  const line = (room: Named, icon: LucideIcon) => (
    <Item
      key={room.slug}
      value={`room:${room.slug}`}
      icon={icon}
      onSelect={() => onOpen(`/rooms/${room.slug}`)}
    >
      <span className="min-w-0 flex-1 truncate">
        <bdi>{room.name || room.id}</bdi>
      </span>
      <bdi className="max-w-2/5 truncate font-mono text-muted text-xs">{room.id}</bdi>
    </Item>
  )

  return (
    <>
      {recent.length > 0 ? (
        <Command.Group heading={t('recent')}>
          {recent.map((room) => line(room, room.pinned ? Star : History))}
        </Command.Group>
      ) : null}
      {found.length > 0 ? (
        <Command.Group heading={t('rooms')}>{found.map((room) => line(room, Radio))}</Command.Group>
      ) : null}
      {children}
      {isRoomId(typed) && !listed ? (
        <Item value="open" icon={ArrowRight} onSelect={() => onOpen(`/rooms/${slugOf(typed)}`)}>
          <span className="min-w-0 truncate">
            {t.rich('openById', { id: () => <bdi className="font-mono">{typed}</bdi> })}
          </span>
        </Item>
      ) : null}
      {list.error ? (
        <p role="alert" className="px-2.5 py-2 text-bad text-sm">
          {sentence(list.error.code, list.error.details.params)}
        </p>
      ) : searching ? (
        <p className="px-2.5 py-2 text-muted text-sm">{t('searching')}</p>
      ) : (
        <Command.Empty className="px-2.5 py-2 text-muted text-sm">{t('nothing')}</Command.Empty>
      )}
    </>
  )
}
