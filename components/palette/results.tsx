'use client'

import { Command } from 'cmdk'
import { ArrowRight, History, type LucideIcon, Radio, Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDebounced } from '@/lib/client/debounced'
import { useRecentRooms } from '@/lib/client/recents'
import { useRooms } from '@/lib/client/room-queries'
import { isRoomId, slugOf } from '@/lib/shared/room-slug'
import { Item } from './item'
import { matches } from './matches'

const PAUSE_MS = 200
const SHOWN = 8

type Named = { slug: string; id: string; name: string }

/** Rooms opened lately, rooms that the search knows, and the one whose id was typed. */
export function Results({ text, onOpen }: { text: string; onOpen: (address: string) => void }) {
  const t = useTranslations('palette')
  const sentence = useTranslations('problems')
  const typed = text.trim()
  const search = useDebounced(typed, PAUSE_MS)
  const list = useRooms(search, { enabled: search !== '' })
  const recent = useRecentRooms().filter(({ name, id }) => matches(text, `${name} ${id}`))
  const known = new Set(recent.map((room) => room.slug))
  const found = typed ? list.rooms.filter((room) => !known.has(room.slug)).slice(0, SHOWN) : []
  const listed = [...recent, ...found].some((room) => room.id === typed)
  const searching = typed !== '' && (search !== typed || list.isFetching)

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
      ) : null}
    </>
  )
}
