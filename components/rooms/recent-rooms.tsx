'use client'

import { Pin, PinOff } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { togglePin, useRecentRooms } from '@/lib/client/recents'

/** Rooms opened on this device, pinned ones first. */
export function RecentRooms() {
  const t = useTranslations('finder')
  const rooms = useRecentRooms()
  if (rooms.length === 0) return null
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className="mb-1.5 font-semibold text-muted text-sm">
        {t('recent')}
      </h2>
      <ul className="flex flex-wrap gap-2">
        {rooms.map(({ slug, id, name, pinned }) => (
          <li
            key={slug}
            className="flex max-w-full items-center rounded-md border border-line bg-surface"
          >
            <Link
              href={`/rooms/${slug}`}
              prefetch={false}
              className="min-w-0 truncate py-1.5 ps-3 hover:underline"
            >
              <bdi>{name || id}</bdi>
            </Link>
            <Button
              look="quiet"
              size="small"
              aria-pressed={pinned}
              aria-label={t('pin', { name: name || id })}
              onClick={() => togglePin(slug)}
            >
              {pinned ? (
                <PinOff aria-hidden className="size-3.5 text-accent" />
              ) : (
                <Pin aria-hidden className="size-3.5 text-muted" />
              )}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
