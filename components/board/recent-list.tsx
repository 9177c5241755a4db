'use client'

import { useTranslations } from 'next-intl'
import { usePins } from '@/lib/client/hooks/use-pins'
import { useRecentRooms } from '@/lib/client/rooms/recent-room-list'
import { RoomLines } from './room-lines'

/** The rooms that were lately opened in this browser and are not pinned. */
export function RecentList() {
  const t = useTranslations('board')
  const { isPinned } = usePins()
  const rooms = useRecentRooms().filter(({ id }) => !isPinned(id))
  if (rooms.length === 0) return null
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className="mb-2 font-semibold">
        {t('recent')}
      </h2>
      <RoomLines rooms={rooms} />
    </section>
  )
}
