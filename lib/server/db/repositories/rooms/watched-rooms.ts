import 'server-only'
import type { Change } from '@/lib/shared/changes/change'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Database } from '../../database'
import { toKnownEntries, toRoom } from './find-rooms'
import { findLastRecords } from './last-changes'
import type { KnownEntries, WatchedRoom } from './room-types'

/** The rooms of `ids` that were ever seen, in any order. */
export async function findWatchedRooms(
  database: Database,
  ids: readonly string[],
): Promise<WatchedRoom[]> {
  if (ids.length === 0) return []
  const rows = await database.kysely
    .selectFrom('rooms')
    .selectAll()
    .where('id', 'in', ids)
    .execute()
  const records = await findLastRecords(database, ids)
  return rows.map((row) => {
    const record = records.get(row.id)
    return {
      room: toRoom(row),
      hasEnded: row.ended_at !== null,
      known: findNewest(toKnownEntries(row), record),
      lastChange: record ? toLastChange(record.change) : null,
    }
  })
}

/**
 * The directory is written up to a second after the journal, and by the process that made the
 * change. Every difference from the journal's newest state would be a change of its own, so that
 * state is the newest; a later read of the directory only confirms it.
 */
function findNewest(
  known: KnownEntries | null,
  record: { change: Change; after: Entry[] | null } | undefined,
): KnownEntries | null {
  if (!record?.after || record.change.readAt === null) return known
  const { id: changeId, readAt } = record.change
  const confirmedAt = known && known.readAt > readAt ? known.readAt : readAt
  return { entries: record.after, readAt: confirmedAt, changeId }
}

const toLastChange = ({ id, at, source, by, claimedBy, changes }: Change) => ({
  id,
  at,
  source,
  by,
  ...(claimedBy && { claimedBy }),
  keys: changes.map(({ key }) => key),
})
