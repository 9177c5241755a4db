import 'server-only'
import type { Database } from '../../database'
import { withStoreErrors } from '../../query-errors'
import { DIRECTORY_LEASE } from '../worker-leases'
import { findRooms, toKnownEntries } from './find-rooms'
import { type FoundRooms, listRooms, type RoomListQuery } from './list-rooms'
import { nextTurn } from './next-turn'
import type { DirectoryState, KnownEntries, KnownRoom, RoomUpdate, WatchedRoom } from './room-types'
import { listForSweep, type SweepQuery, type SweptRoom } from './sweep-order'
import { findWatchedRooms } from './watched-rooms'
import { writeRooms } from './write-rooms'

/** The directory in the store. Throws `journal.unavailable`. */
export type Rooms = {
  /** One page of the active rooms. Throws `request.malformed` for an invalid cursor. */
  list(query: RoomListQuery): Promise<FoundRooms>
  /** Null for a room that has ended or was never seen. */
  find(id: string): Promise<KnownRoom | null>
  /** The rooms of `ids` that were ever seen, in any order. */
  findWatched(ids: readonly string[]): Promise<WatchedRoom[]>
  /** The last known names, also of rooms that have ended. */
  findNames(ids: readonly string[]): Promise<Map<string, string>>
  /** The last known metadata of an active room. */
  findKnown(id: string): Promise<KnownEntries | null>
  /** Each room at most once. */
  write(updates: readonly RoomUpdate[]): Promise<void>
  /** The next rooms that the sweep reads. */
  listForSweep(query: SweepQuery): Promise<SweptRoom[]>
  /** At most `limit` active rooms after `after` that the crawl `crawl` did not meet, by id. */
  listUnseen(query: { crawl: number; after: string; limit: number }): Promise<string[]>
  /** Forgets rooms that ended a month ago. */
  removeEnded(): Promise<void>
  readState(): Promise<DirectoryState>
  /** Some process has the lease to crawl. */
  isCrawling(): Promise<boolean>
  /** Also counts the rooms. */
  writeState(state: Partial<Omit<DirectoryState, 'rooms'>>): Promise<void>
}

const STATE_ID = 1
/** Until then a late read of the room is known to be late. */
const ENDED_MS = 30 * 24 * 3_600_000

/** `sweepQps` as LIVE_SWEEP_QPS: it says which pause between two reads of a room is a gap. */
export function createRooms(database: Database, sweepQps = 0): Rooms {
  const { kysely } = database

  async function readState(): Promise<DirectoryState> {
    const row = await kysely
      .selectFrom('directory_state')
      .selectAll()
      .where('id', '=', STATE_ID)
      .executeTakeFirstOrThrow()
    const { crawl, rooms, problem, ref, first_page_at, crawl_started_at } = row
    return {
      crawl,
      rooms,
      problem,
      ref,
      firstPageAt: first_page_at,
      crawlStartedAt: crawl_started_at,
    }
  }

  async function writeState({
    firstPageAt,
    crawlStartedAt,
    ...state
  }: Partial<Omit<DirectoryState, 'rooms'>>): Promise<void> {
    await kysely
      .updateTable('directory_state')
      .set(({ selectFrom, fn }) => ({
        ...state,
        ...(firstPageAt !== undefined && { first_page_at: firstPageAt }),
        ...(crawlStartedAt !== undefined && { crawl_started_at: crawlStartedAt }),
        rooms: selectFrom('rooms')
          .select(fn.countAll<number>().as('n'))
          .where('ended_at', 'is', null),
      }))
      .where('id', '=', STATE_ID)
      .execute()
  }

  async function findNames(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map()
    const rows = await kysely
      .selectFrom('rooms')
      .select(['id', 'name'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map(({ id, name }) => [id, name]))
  }

  async function findKnown(id: string): Promise<KnownEntries | null> {
    const row = await kysely
      .selectFrom('rooms')
      .select(['entries', 'last_read_at', 'change_id'])
      .where('id', '=', id)
      .executeTakeFirst()
    return row ? toKnownEntries(row) : null
  }

  async function listUnseen({ crawl, after, limit }: Parameters<Rooms['listUnseen']>[0]) {
    // An index would have to be written for every room of every crawl.
    for (let last = after; ; ) {
      const rows = await kysely
        .selectFrom('rooms')
        .select(['id', 'crawl'])
        .where('ended_at', 'is', null)
        .where('id', '>', last)
        .orderBy('id')
        .limit(limit)
        .execute()
      const unseen = rows.filter((row) => row.crawl < crawl)
      last = rows.at(-1)?.id ?? ''
      if (unseen.length > 0 || last === '') return unseen.map(({ id }) => id)
      await nextTurn()
    }
  }

  async function removeEnded(): Promise<void> {
    await kysely
      .deleteFrom('rooms')
      .where('ended_at', '<', (await database.now()) - ENDED_MS)
      .execute()
  }

  async function isCrawling(): Promise<boolean> {
    const lease = await kysely
      .selectFrom('worker_leases')
      .select('holder')
      .where('name', '=', DIRECTORY_LEASE)
      .where('holder', 'is not', null)
      .executeTakeFirst()
    return lease !== undefined
  }

  const countAll = async () => (await readState()).rooms
  return {
    list: (query) => withStoreErrors(() => listRooms(database, query, countAll)),
    find: (id) => withStoreErrors(async () => (await findRooms(database, [id]))[0] ?? null),
    findWatched: (ids) => withStoreErrors(() => findWatchedRooms(database, ids)),
    findNames: (ids) => withStoreErrors(() => findNames(ids)),
    findKnown: (id) => withStoreErrors(() => findKnown(id)),
    write: (updates) => withStoreErrors(() => writeRooms(database, updates, sweepQps)),
    listForSweep: (query) => withStoreErrors(() => listForSweep(database, query)),
    listUnseen: (query) => withStoreErrors(() => listUnseen(query)),
    readState: () => withStoreErrors(readState),
    removeEnded: () => withStoreErrors(removeEnded),
    isCrawling: () => withStoreErrors(isCrawling),
    writeState: (state) => withStoreErrors(() => writeState(state)),
  }
}
