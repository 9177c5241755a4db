'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import type { SelectedRoom } from '@/lib/client/rooms/room-selection'

type Props = { rooms: readonly SelectedRoom[]; onClear: () => void }

/** The rooms that are to be changed. */
export function SelectedRooms({ rooms, onClear }: Props) {
  const t = useTranslations('batches.new')
  return (
    <Card as="details" className="px-3 py-2">
      <summary className="cursor-pointer font-medium">
        {t('selected', { count: rooms.length })}
      </summary>
      <ul className="mt-2 grid gap-x-4 text-sm sm:grid-cols-2 lg:grid-cols-3">
        {rooms.map(({ id, name }) => (
          <li key={id} className="truncate">
            <bdi>{name || id}</bdi>{' '}
            {name ? <bdi className="font-mono text-muted text-xs">{id}</bdi> : null}
          </li>
        ))}
      </ul>
      <p className="mt-2 flex flex-wrap gap-2">
        <Link href="/rooms" variant="secondary" size="small">
          {t('changeSelection')}
        </Link>
        <Button size="small" variant="quiet" onClick={onClear}>
          {t('clearSelection')}
        </Button>
      </p>
    </Card>
  )
}
