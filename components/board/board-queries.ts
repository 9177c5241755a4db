import {
  type DehydratedState,
  dehydrate,
  keepPreviousData,
  queryOptions,
} from '@tanstack/react-query'
import { call } from '@/lib/client/api/api-client'
import { pinsQuery } from '@/lib/client/api/pin-queries'
import type { StreamStatus } from '@/lib/client/events/event-stream'
import { createQueryClient } from '@/lib/client/query-client'
import type { Board } from '@/lib/shared/api/board-endpoints'

/** With live updates only in case that an event is lost. */
const REFRESH_MS = { live: 60_000, otherwise: 5_000, unsettled: 2_000 }

export const boardQueries = {
  /** Everything on the board of this person. */
  board: (userId: string, status: StreamStatus = 'connecting') =>
    queryOptions({
      queryKey: ['board', userId],
      queryFn: ({ signal }) => call('readBoard', { signal }),
      refetchInterval: ({ state }) => {
        const isUnsettled = state.data?.attention.some(({ change }) => change.settledAt === null)
        if (isUnsettled) return REFRESH_MS.unsettled
        // No event tells that a room was read for the first time.
        const isRead = state.data?.rooms.every(
          (room) => room.state !== 'open' || room.metadata !== null,
        )
        return status === 'live' && isRead ? REFRESH_MS.live : REFRESH_MS.otherwise
      },
    }),
  /** How many changes each hour of a day has. */
  counts: (day: { since: string; until: string }) =>
    queryOptions({
      queryKey: ['change-counts', day.since],
      queryFn: ({ signal }) => call('countChanges', { query: day, signal }),
      placeholderData: keepPreviousData,
      refetchInterval: REFRESH_MS.live,
    }),
}

/** Passes what the server read to the queries of the page; null marks a failed read. */
export function dehydrateBoard(userId: string, board: Board | null): DehydratedState {
  const client = createQueryClient()
  if (board) {
    const pins = board.rooms.map(({ id, slug, name }) => ({ id, slug, name }))
    client.setQueryData(boardQueries.board(userId).queryKey, board)
    client.setQueryData(pinsQuery(userId).queryKey, { rooms: pins })
  }
  return dehydrate(client)
}
