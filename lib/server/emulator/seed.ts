import 'server-only'
import { practiceRooms } from './practice'
import type { EngineRoom } from './room-store'
import { seedMetadata } from './seed-metadata'
import { type SeedRow, seedRows } from './seed-rooms'

const HOUR_SECONDS = 3_600

/** The demo's rooms: 60 shows and the practice rooms. `now` in epoch ms; shows began within the last day. */
export function seedRooms(now: number): EngineRoom[] {
  const metadata = seedMetadata(now)
  const started = Math.floor(now / 1000)
  const shows = seedRows.map((row, at) =>
    roomFrom(row, started - (at % 23) * HOUR_SECONDS - at * 60),
  )
  const practice = practiceRooms().map((room, at) => ({
    ...roomFrom([room.id, room.name, 'trainer', [99], 40 - at], started - HOUR_SECONDS),
    notice: room.notice,
    metadata: new Map(room.metadata),
  }))
  return [
    ...shows.map((room) => ({
      ...room,
      metadata: new Map(metadata.get(room.id) ?? metadata.get('*')),
    })),
    ...practice,
  ]
}

function roomFrom([id, name, owner, category, views]: SeedRow, createdAt: number): EngineRoom {
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
