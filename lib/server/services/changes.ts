import 'server-only'
import type {
  ChangeCounts,
  ChangeList,
  RoomAsOf,
  RoomNames,
  TimelineData,
} from '@/lib/shared/api/history-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { CHANGE_ID, type Change } from '@/lib/shared/changes/change'
import { CHANGES_PER_PAGE, type HistoryQuery } from '@/lib/shared/changes/history-filters'
import { type Actor, authorize } from '../auth/authorize'
import type { History } from '../db/repositories/history/history'
import type { Journal } from '../db/repositories/journal/journal'
import type { JournalRecord } from '../db/repositories/journal/journal-types'

export type ChangesDeps = { actor: Actor; history: History; journal: Journal }

/** More marks would overlap on the timeline. */
const MAX_MARKS = 1_000

/** One page of the history of a room, or of all rooms. */
export async function listChanges(
  deps: ChangesDeps,
  { limit = CHANGES_PER_PAGE, ...query }: HistoryQuery & { cursor?: string; limit?: number },
): Promise<ChangeList> {
  authorize(deps, 'changes.read')
  const list = await deps.history.list({ ...query, limit })
  return query.room === undefined ? withRoomNames(deps, list) : list
}

/** Adds the names of the rooms, so that people need not know their ids. */
async function withRoomNames<T extends { changes: Change[] }>(
  { history }: Pick<ChangesDeps, 'history'>,
  list: T,
): Promise<T & { rooms?: RoomNames }> {
  const ids = [...new Set(list.changes.map(({ room }) => room))]
  return ids.length === 0 ? list : { ...list, rooms: await history.listRoomNames(ids) }
}

/**
 * Changes that need attention: unsettled ones first, then unresolved partial ones of the last seven
 * days.
 */
export async function listOpenChanges(
  deps: ChangesDeps,
  { room }: { room?: string },
): Promise<{ changes: Change[]; rooms?: RoomNames }> {
  authorize(deps, 'changes.read')
  const changes = await deps.history.listOpenChanges({ room })
  return room === undefined ? withRoomNames(deps, { changes }) : { changes }
}

/** Reads one change. Throws `request.not-found`. */
export async function readChange(
  deps: ChangesDeps,
  { id }: { id: string },
): Promise<{ change: Change }> {
  authorize(deps, 'changes.read')
  const { change } = await requireRecord(deps, id)
  return { change }
}

/** The same for the page of a change, with the name of its room; null if that is not known. */
export async function readNamedChange(
  deps: ChangesDeps,
  query: { id: string },
): Promise<{ change: Change; roomName: string | null }> {
  const { change } = await readChange(deps, query)
  const [room] = await deps.history.listRoomNames([change.room])
  return { change, roomName: room?.name ?? null }
}

/**
 * A change and the entries of the whole room as they were read back after it. Throws
 * `request.not-found`, also when `room` is given and the change belongs to another room.
 */
export async function readRoomAsOf(
  deps: ChangesDeps,
  { id, room }: { id: string; room?: string },
): Promise<RoomAsOf> {
  authorize(deps, 'changes.read')
  const { change, after } = await requireRecord(deps, id)
  if (room !== undefined && room !== change.room) throw new Problem('request.not-found')
  return { change, entries: after }
}

/**
 * The timeline of a time range. Its marks are the changes of {@link listChanges}; `all` is false if
 * some are missing.
 */
export async function readTimeline(
  deps: ChangesDeps,
  query: HistoryQuery & { since: string; until: string },
): Promise<TimelineData> {
  authorize(deps, 'changes.read')
  const { room, since, until } = query
  const [marks, seen] = await Promise.all([
    deps.history.listMarks({ ...query, limit: MAX_MARKS + 1 }),
    room === undefined ? null : deps.history.listObserved({ room, since, until }),
  ])
  const all = marks.length <= MAX_MARKS
  return { since, until, marks: marks.slice(0, MAX_MARKS), all, seen }
}

/** How many changes each hour of a time span has, of all rooms. */
export async function countChanges(
  deps: ChangesDeps,
  span: { since: string; until: string },
): Promise<ChangeCounts> {
  authorize(deps, 'changes.read')
  return { hours: await deps.history.countByHour(span) }
}

/** Everyone who has ever saved, each with the name of their latest change. */
export async function listAuthors(
  deps: ChangesDeps,
): Promise<{ people: { id: string; name: string }[] }> {
  authorize(deps, 'changes.read')
  return { people: await deps.history.listAuthors() }
}

/**
 * Finds a change in the journal. Returns null for text that is not an id, without reading the
 * store.
 */
export async function findRecord(
  { journal }: { journal: Journal },
  id: string,
): Promise<JournalRecord | null> {
  return CHANGE_ID.test(id) ? journal.find(id) : null
}

async function requireRecord(deps: ChangesDeps, id: string): Promise<JournalRecord> {
  const record = await findRecord(deps, id)
  if (!record) throw new Problem('request.not-found')
  return record
}
