'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { When } from '@/components/ui/when'
import type { Room } from '@/lib/shared/room'

/** One room: its name leads to the editor, and the whole line does too. */
export function RoomItem({ room }: { room: Room }) {
  const t = useTranslations('finder')
  const facts = [
    room.owner ? t.rich('owner', { name: () => <bdi>{room.owner}</bdi> }) : null,
    room.category.length > 0 ? t('category', { list: room.category.join(', ') }) : null,
    room.createdAt ? t.rich('opened', { when: () => <When at={room.createdAt ?? ''} /> }) : null,
  ].filter((fact) => fact !== null)
  return (
    <li className="relative flex items-center gap-3 px-4 py-2 hover:bg-hover">
      <div className="min-w-0 flex-1">
        <Link
          href={`/rooms/${room.slug}`}
          prefetch={false}
          className="block truncate font-medium after:absolute after:inset-0"
        >
          <bdi>{room.name || room.id}</bdi>
        </Link>
        <div className="flex flex-wrap items-center gap-x-2 text-muted text-sm">
          <span className="relative z-10 flex min-w-0 items-center">
            <bdi className="truncate font-mono">{room.id}</bdi>
            <CopyButton text={room.id} label={t('copyId', { id: room.id })} />
          </span>
          {facts.map((fact, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list of facts
            <span key={at} className="whitespace-nowrap">
              <span aria-hidden>· </span>
              {fact}
            </span>
          ))}
        </div>
      </div>
      <p className="shrink-0 text-end text-sm">
        <span className="font-medium">{t('viewsNumber', { count: room.views })}</span>
        <span className="block text-muted">{t('views')}</span>
      </p>
    </li>
  )
}
