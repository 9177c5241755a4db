'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { DraftTag } from '@/components/ui/rooms/draft-tag'
import { PinButton } from '@/components/ui/rooms/pin-button'
import { usePins } from '@/lib/client/hooks/use-pins'
import { roomPath } from '@/lib/client/paths'
import { useRecentRooms } from '@/lib/client/rooms/recent-room-list'

/** The rooms that this person pinned, and those recently opened in this browser. */
export function RecentRooms({ drafted }: { drafted: ReadonlySet<string> }) {
  const t = useTranslations('roomSearch')
  const { pins, isPinned } = usePins()
  const recent = useRecentRooms().filter(({ id }) => !isPinned(id))
  const rooms = [...pins, ...recent]
  if (rooms.length === 0) return null
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className="mb-1.5 text-muted text-sm">
        {t('recent')}
      </h2>
      <ul className="grid grid-cols-2 gap-2 md:grid-cols-4">
        {rooms.map((room) => (
          <Card as="li" key={room.slug} className="relative flex items-center hover:bg-hover">
            <Link
              href={roomPath(room.slug)}
              variant="plain"
              prefetch={false}
              className="min-w-0 flex-1 rounded-md py-1 ps-2.5 after:absolute after:inset-0"
            >
              <span className="block truncate font-medium">
                <bdi>{room.name || room.id}</bdi>
              </span>
              <span className="block truncate font-mono text-muted text-xs">
                <bdi>{room.id}</bdi>
              </span>
            </Link>
            {drafted.has(room.slug) ? <DraftTag /> : null}
            <PinButton room={room} />
          </Card>
        ))}
      </ul>
    </section>
  )
}
