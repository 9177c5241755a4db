'use client'

import { ArrowRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { roomPath } from '@/lib/client/paths'
import { toRoomIds } from '@/lib/client/rooms/room-input'
import { toSlug } from '@/lib/shared/metadata/room-slug'

/**
 * Links to rooms by the typed id, because lists leave out private rooms. Shown also for a room of the
 * list, so that no link disappears when the list is refreshed.
 */
export function OpenById({ text }: { text: string }) {
  const t = useTranslations('roomSearch')
  const ids = toRoomIds(text)
  if (ids.length === 0) return null
  return (
    <Card as="ul" className="divide-y divide-line">
      {ids.map((id) => (
        <li key={id}>
          <Link
            href={roomPath(toSlug(id))}
            data-by-id
            variant="plain"
            prefetch={false}
            className="flex min-h-10 items-center gap-2 rounded-md px-3 py-1.5 hover:bg-hover"
          >
            <ArrowRight aria-hidden className="size-4 shrink-0 text-accent rtl:-scale-x-100" />
            <span className="min-w-0">
              {t.rich('openById', {
                id: () => <bdi className="whitespace-pre-wrap break-all font-mono">{id}</bdi>,
              })}
              <span className="text-muted text-sm">
                {' · '}
                {id === id.trim() ? t('exactId') : t('includesSpaces')}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </Card>
  )
}
