import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '@/lib/client/api/api-client'
import { openChangesKey } from '@/lib/client/api/open-changes-query'
import type { StreamStatus } from '@/lib/client/events/event-stream'
import { useEventStream } from '@/lib/client/events/use-event-stream'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { usePins } from '@/lib/client/hooks/use-pins'
import type { BoardRoom, PinnedRoom } from '@/lib/shared/api/board-endpoints'
import type { StreamEvent } from '@/lib/shared/api/stream-events'
import { boardQueries } from './board-queries'
import { coalesce } from './coalesce'

const INTERVAL_MS = 1_000
const EVENTS = ['changed', 'facts', 'presence', 'history'] as const satisfies StreamEvent[]

/** A pinned room; `board` is missing until the server has read a room that was just pinned. */
export type ShownRoom = PinnedRoom & { board?: BoardRoom }

/** The board of this person, which one event stream keeps up to date, however many rooms it has. */
export function useBoard() {
  const client = useQueryClient()
  const userId = useCurrentUser()?.id ?? ''
  const [status, setStatus] = useState<StreamStatus>('connecting')
  const { pins } = usePins()
  const { data, error, refetch, isFetching, dataUpdatedAt } = useQuery(
    boardQueries.board(userId, status),
  )
  const slugs = pins.map(({ slug }) => slug).join()

  const [refresh] = useState(() =>
    coalesce(async () => {
      await Promise.all([
        // The board may have been left meanwhile.
        client.refetchQueries({ queryKey: ['board', userId], type: 'active' }),
        client.invalidateQueries({ queryKey: openChangesKey }),
        client.invalidateQueries({ queryKey: ['change-counts'] }),
      ])
    }, INTERVAL_MS),
  )
  useEventStream(
    {
      path: `/api/events?topic=history${slugs === '' ? '' : `&rooms=${slugs}`}`,
      topics: EVENTS,
      probe: () => call('readBoard'),
    },
    { onInvalidate: refresh, onStatus: setStatus },
  )
  const readSlugs = data?.rooms.map(({ slug }) => slug).join()
  // Until the server has saved a pin, its board does not have the room.
  const isIncomplete = readSlugs !== undefined && readSlugs !== slugs
  useEffect(() => {
    if (!isIncomplete) return
    const timer = setInterval(refresh, INTERVAL_MS)
    return () => clearInterval(timer)
  }, [isIncomplete, refresh])

  const roomsById = new Map(data?.rooms.map((room) => [room.id, room]))
  const rooms: readonly ShownRoom[] = pins.map((pin) => {
    const board = roomsById.get(pin.id)
    return { ...pin, name: board?.name || pin.name, ...(board && { board }) }
  })
  return { board: data, rooms, error, refetch, isFetching, status, updatedAt: dataUpdatedAt }
}
