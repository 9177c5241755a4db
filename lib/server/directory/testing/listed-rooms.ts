import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { ROOMS_PER_PAGE, type Room } from '@/lib/shared/metadata/room'
import { manyRooms } from '../../db/testing/rooms'
import type { EngineClient } from '../../engine/client'

/** Rooms of a Live service by id. */
export type ListedRooms = Map<string, Room>

export const createListedRooms = (count: number): ListedRooms =>
  new Map(manyRooms(count).flatMap(({ id, room }) => (room ? [[id, room] as const] : [])))

/** `problem`: what every call fails with, if set. */
export type ListingLiveService = {
  engine: Pick<EngineClient, 'listRooms' | 'readRoom'>
  calls: { command: 'list' | 'read'; room?: string; at: number; by: string }[]
  problem: Problem | null
}

/**
 * A Live service that lists public rooms, most viewed first. `by` names who calls, and `clock` when
 * (ms).
 */
export function createListingLiveService(
  rooms: ListedRooms,
  clock: () => number,
): ListingLiveService & { as(by: string): ListingLiveService['engine'] } {
  const calls: ListingLiveService['calls'] = []
  const as = (by: string): ListingLiveService['engine'] => ({
    async listRooms({ cursor, count }) {
      calls.push({ command: 'list', at: clock(), by })
      if (service.problem) throw service.problem
      const start = Number(cursor || 0)
      const sorted = [...rooms.values()]
        .filter(({ isPublic }) => isPublic)
        .sort((a, b) => b.views - a.views)
      const end = start + Math.min(count, ROOMS_PER_PAGE)
      return { rooms: sorted.slice(start, end), next: end < sorted.length ? String(end) : '' }
    },
    async readRoom(id) {
      calls.push({ command: 'read', room: id, at: clock(), by })
      if (service.problem) throw service.problem
      const room = rooms.get(id)
      if (!room) throw new Problem('room.gone')
      return room
    },
  })
  const service = { engine: as('one'), as, calls, problem: null as Problem | null }
  return service
}
