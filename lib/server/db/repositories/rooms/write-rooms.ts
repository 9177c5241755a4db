import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Database } from '../../database'
import type { Tables } from '../../schema'
import { lastChangeOf } from './last-changes'
import { applyUpdate, type NewRow, type RoomRow, toSearchableRoom } from './room-row'
import type { RoomUpdate } from './room-types'
import { toIndexTerms } from './search-text'

/**
 * Each room at most once. One transaction; a failure changes nothing. `sweepQps`: how many rooms are
 * read per second, 0 if only open ones are read.
 */
export async function writeRooms(
  database: Database,
  updates: readonly RoomUpdate[],
  sweepQps: number,
) {
  if (updates.length === 0) return
  const now = await database.now()
  await database.kysely.transaction().execute(async (transaction) => {
    await database.roomIndex.writeLock?.execute(transaction)
    const ids = updates.map(({ id }) => id)
    const stored = await transaction
      .selectFrom('rooms')
      .selectAll()
      .where('id', 'in', ids)
      .execute()
    const maxGapMs = await findMaxGap(transaction, sweepQps)
    const rowsById = new Map(stored.map((row) => [row.id, row]))
    const pairs = updates.flatMap((update) => {
      const before = rowsById.get(update.id)
      const after = applyUpdate(before, update, now, maxGapMs)
      return after === null ? [] : [{ before, after }]
    })
    if (pairs.length === 0) return
    await recordClosedWindows(transaction, pairs)
    const numbers = await upsert(
      transaction,
      pairs.map(({ after }) => after),
    )
    for (const { before, after } of pairs) {
      const number = numbers.get(after.id)
      if (number !== undefined) await updateIndex(database, transaction, number, before, after)
    }
    await updateChangedAt(database, transaction, listChanged(updates, rowsById))
  })
}

/** Open rooms are read about every four seconds. */
const MAX_GAP_MS = 15_000

/** Three missed reads of an open room; or of a sweep, whose passes are not all equally long. */
async function findMaxGap(transaction: Transaction<Tables>, sweepQps: number): Promise<number> {
  if (sweepQps === 0) return MAX_GAP_MS
  const { rooms } = await transaction
    .selectFrom('directory_state')
    .select('rooms')
    .executeTakeFirstOrThrow()
  return Math.max(MAX_GAP_MS, (2_000 * rooms) / sweepQps)
}

/** A window in which a room was read regularly ends with a long gap, and with the room. */
async function recordClosedWindows(
  transaction: Transaction<Tables>,
  pairs: readonly { before: RoomRow | undefined; after: NewRow }[],
) {
  const windows = pairs.flatMap(({ before, after }) => {
    const { id: room, observed_since: since, last_read_at: until } = before ?? { id: '' }
    if (!since || !until || since === after.observed_since) return []
    return [{ id: randomUUID(), room, since, until }]
  })
  if (windows.length > 0) await transaction.insertInto('sightings').values(windows).execute()
}

async function upsert(transaction: Transaction<Tables>, rows: readonly NewRow[]) {
  const written = await transaction
    .insertInto('rooms')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({
        name: ref('excluded.name'),
        sort_name: ref('excluded.sort_name'),
        host: ref('excluded.host'),
        category: ref('excluded.category'),
        views: ref('excluded.views'),
        opened_at: ref('excluded.opened_at'),
        is_public: ref('excluded.is_public'),
        crawl: ref('excluded.crawl'),
        ended_at: ref('excluded.ended_at'),
        entries: ref('excluded.entries'),
        change_id: ref('excluded.change_id'),
        observed_since: ref('excluded.observed_since'),
        last_read_at: ref('excluded.last_read_at'),
        search_text: ref('excluded.search_text'),
      })),
    )
    .returning(['id', 'number'])
    .execute()
  return new Map(written.map(({ id, number }) => [id, number]))
}

/** Writing the terms costs more than all the rest, so it is left out when they are the same. */
async function updateIndex(
  { roomIndex }: Database,
  transaction: Transaction<Tables>,
  number: number,
  before: RoomRow | undefined,
  after: NewRow,
) {
  if (after.ended_at !== null) {
    await roomIndex.remove([number]).execute(transaction)
    return
  }
  const isSame =
    before?.ended_at === null &&
    before.search_text === after.search_text &&
    before.is_public === after.is_public
  if (isSame) return
  const terms = toIndexTerms(toSearchableRoom(after), after.search_text)
  await roomIndex.write(number, terms).execute(transaction)
}

/**
 * A read also finds changes that no process announced: those of one that ended before it wrote the
 * directory, and of a replica of an earlier version.
 */
const listChanged = (updates: readonly RoomUpdate[], rowsById: ReadonlyMap<string, RoomRow>) =>
  updates
    .filter(({ id, read, hasChanged }) => {
      const changeId = rowsById.get(id)?.change_id ?? null
      return hasChanged || (read !== undefined && read.changeId !== changeId)
    })
    .map(({ id }) => id)

/** By the journal, so that replicas may report changes in any order. */
async function updateChangedAt(
  { roomIndex }: Pick<Database, 'roomIndex'>,
  transaction: Transaction<Tables>,
  ids: readonly string[],
) {
  if (ids.length === 0) return
  await transaction
    .updateTable('rooms')
    .set(({ fn, val }) => ({
      changed_at: fn.coalesce(lastChangeOf<number>(roomIndex, 'at'), val(0)),
    }))
    .where('id', 'in', ids)
    .execute()
}
