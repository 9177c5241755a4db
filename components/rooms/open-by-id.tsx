'use client'

import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { Room } from '@/lib/shared/room'
import { isRoomId, slugOf } from '@/lib/shared/room-slug'

/** The way to a room that no list shows, such as a private one: its id, typed. */
export function OpenById({ text, rooms }: { text: string; rooms: readonly Room[] }) {
  const t = useTranslations('finder')
  if (text === '' || rooms.some((room) => room.id === text)) return null
  if (!isRoomId(text)) return <p className="text-muted text-sm">{t('notAnId')}</p>
  return (
    <Link
      href={`/rooms/${slugOf(text)}`}
      prefetch={false}
      className="flex min-h-10 items-center gap-2 rounded-md border border-line bg-surface px-3 hover:bg-hover"
    >
      <ArrowRight aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="min-w-0 break-all">
        {t.rich('openById', { id: () => <bdi className="font-mono">{text}</bdi> })}
      </span>
    </Link>
  )
}
