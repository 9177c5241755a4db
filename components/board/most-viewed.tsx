'use client'

import { useTranslations } from 'next-intl'
import { useRooms } from '@/lib/client/api/room-queries'
import { defaultRoomFilters } from '@/lib/shared/metadata/room-filters'
import { RoomLines } from './room-lines'

const MAX_ROOMS = 6

/** Offers rooms to pin to a person who has none. */
export function MostViewed() {
  const t = useTranslations('board.empty')
  const { rooms } = useRooms(defaultRoomFilters, { enabled: true })
  if (rooms.length === 0) return null
  return (
    <section aria-labelledby="most-viewed">
      <h2 id="most-viewed" className="mb-2 font-semibold">
        {t('mostViewed')}
      </h2>
      <RoomLines rooms={rooms.slice(0, MAX_ROOMS)} />
    </section>
  )
}
