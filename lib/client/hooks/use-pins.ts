import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { PinnedRoom } from '@/lib/shared/api/board-endpoints'
import { MAX_PINS } from '@/lib/shared/metadata/pins'
import { importBrowserPins, togglePin } from '../api/pin-changes'
import { pinsQuery } from '../api/pin-queries'
import { useCurrentUser } from './current-user'

const NO_ROOMS: readonly PinnedRoom[] = []

/** The pinned rooms of this person; none while they are not known. */
export function usePins() {
  const client = useQueryClient()
  const userId = useCurrentUser()?.id ?? ''
  const { data } = useQuery({ ...pinsQuery(userId), enabled: userId !== '' })
  useEffect(() => {
    if (userId !== '') importBrowserPins(client, userId)
  }, [client, userId])
  const pins: readonly PinnedRoom[] = data?.rooms ?? NO_ROOMS
  return {
    pins,
    isPinned: (id: string) => pins.some((room) => room.id === id),
    isFull: pins.length >= MAX_PINS,
    toggle: (room: PinnedRoom) => togglePin(client, userId, room),
  }
}
