import 'server-only'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { type DatabaseSettings, openDatabase } from '../database'
import type { RoomUpdate } from '../repositories/rooms/room-types'
import { createRooms } from '../repositories/rooms/rooms'

const NAMES = [
  '秋季时装周',
  'Northern Cup',
  '拉面师傅的一天',
  '24 hours',
  'Guitarra',
  '珍珠专场',
  'Chess',
]
const BATCH_SIZE = 200
/** 2026-01-01 */
const START = 1_767_225_600_000

const nameOf = (n: number) => `${NAMES[n % NAMES.length]} ${n}`
const idOf = (n: number) => `show-${String(n).padStart(6, '0')}`
const entriesOf = (n: number) => [
  { key: 'title', value: `${NAMES[(n + 3) % NAMES.length]} tonight at ${n % 24}` },
  { key: 'banner', value: `https://cdn.example/banner/${n}.png` },
  { key: 'pinned_product', value: JSON.stringify({ id: n * 31, price: 19.9 + (n % 50) }) },
]
/** All numbers up to `count`, each once, in an order that looks random. */
const viewsOf = (n: number, count: number) => (n * 7_919) % count

/** Fills the directory of a new store with `count` rooms, for a console that is started afterwards. */
export async function makeLargeDirectory(settings: DatabaseSettings, count: number): Promise<void> {
  const database = await openDatabase(settings)
  const rooms = createRooms(database)
  const readAt = new Date().toISOString()
  const createUpdate = (n: number): RoomUpdate => ({
    id: idOf(n),
    room: {
      id: idOf(n),
      slug: toSlug(idOf(n)),
      name: nameOf(n),
      owner: `host_${n % 997}`,
      category: [n % 12],
      views: viewsOf(n, count),
      createdAt: new Date(START + n * 1_000).toISOString(),
      isPublic: true,
    },
    read: { entries: entriesOf(n), readAt, changeId: null },
  })
  for (let first = 0; first < count; first += BATCH_SIZE) {
    const size = Math.min(BATCH_SIZE, count - first)
    await rooms.write(Array.from({ length: size }, (_, at) => createUpdate(first + at)))
  }
  await rooms.writeState({})
  await database.close()
}

/** The same rooms as the emulator keeps them in its file. */
export const largeRoomFile = (count: number): string =>
  JSON.stringify(
    Array.from({ length: count }, (_, n) => ({
      id: idOf(n),
      name: nameOf(n),
      type: 'Live',
      owner: `host_${n % 997}`,
      coverUrl: '',
      notice: '',
      category: [n % 12],
      public: true,
      views: viewsOf(n, count),
      createdAt: START / 1_000 + n,
      metadata: entriesOf(n).map(({ key, value }) => [key, value]),
    })),
  )
