'use client'

import { useTranslations } from 'next-intl'
import { usePermission } from '@/lib/client/hooks/current-user'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { type SelectedRoom, useRoomSelection } from '@/lib/client/rooms/room-selection'

/** Selects a room for a change to several rooms. Nothing for people who may not save. */
export function SelectRoom({ room }: { room: SelectedRoom }) {
  const t = useTranslations('roomSearch')
  const canSelect = usePermission('batches.write')
  const isHydrated = useHydrated()
  const { rooms, isFull, toggle } = useRoomSelection()
  if (!canSelect) return null
  const isSelected = rooms.some(({ id }) => id === room.id)
  return (
    <label className="relative z-10 grid size-8 shrink-0 cursor-pointer place-items-center rounded-md hover:bg-hover">
      <input
        type="checkbox"
        checked={isSelected}
        disabled={!isHydrated || (isFull && !isSelected)}
        onChange={() => toggle(room)}
        aria-label={t('select', { name: room.name || room.id })}
        className="size-4 accent-(--color-accent)"
      />
    </label>
  )
}
