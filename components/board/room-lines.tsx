'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { PinButton } from '@/components/ui/rooms/pin-button'
import { roomPath } from '@/lib/client/paths'
import type { PinnedRoom } from '@/lib/shared/api/board-endpoints'

/** Rooms that can be opened or pinned, one per line. */
export function RoomLines({ rooms }: { rooms: readonly (PinnedRoom & { views?: number })[] }) {
  const t = useTranslations('board')
  return (
    <Card as="ul" className="divide-y divide-line overflow-hidden">
      {rooms.map(({ id, slug, name, views }) => (
        <li key={id} className="relative flex min-h-10 items-center gap-2 px-2 hover:bg-hover">
          <PinButton room={{ id, slug, name }} />
          <p className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 py-1.5">
            <Link
              href={roomPath(slug)}
              variant="plain"
              prefetch={false}
              className="min-w-0 truncate rounded-sm font-medium after:absolute after:inset-0"
            >
              <bdi>{name || id}</bdi>
            </Link>
            <bdi className="min-w-0 truncate font-mono text-muted text-xs">{id}</bdi>
          </p>
          {views === undefined ? null : (
            <span className="shrink-0 pe-2 text-muted text-sm">{t('views', { count: views })}</span>
          )}
        </li>
      ))}
    </Card>
  )
}
