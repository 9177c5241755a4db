import 'server-only'
import { createPracticeRooms } from '../faults/practice-rooms'
import type { EmulatorRoom } from '../room-store'
import { createShowMetadata } from './show-metadata'
import { type Show, shows } from './shows'

const HOUR_SECONDS = 3_600

/**
 * Creates the demo rooms: 60 shows, started within the last day, and the practice rooms. `now` in
 * epoch ms.
 */
export function createSeedRooms(now: number): EmulatorRoom[] {
  const { metadataByRoom, defaultMetadata } = createShowMetadata(now)
  const nowSeconds = Math.floor(now / 1000)
  const showRooms = shows.map((show, index) => {
    const room = createSeedRoom(show, nowSeconds - (index % 23) * HOUR_SECONDS - index * 60)
    return { ...room, metadata: new Map(metadataByRoom.get(room.id) ?? defaultMetadata) }
  })
  const practiceRooms = createPracticeRooms().map(({ id, name, notice, metadata }, index) => ({
    ...createSeedRoom([id, name, 'trainer', [99], 40 - index], nowSeconds - HOUR_SECONDS),
    notice,
    metadata: new Map(metadata),
  }))
  return [...showRooms, ...practiceRooms]
}

function createSeedRoom(show: Show, createdAt: number): EmulatorRoom {
  const [id, name, owner, category, views] = show
  return {
    id,
    name,
    owner,
    category: [...category],
    views,
    createdAt,
    type: 'Live',
    coverUrl: '',
    notice: '',
    public: id !== 'private-rehearsal',
    metadata: new Map(),
  }
}
