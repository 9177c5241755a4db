import 'server-only'
import type { ChangeList, RoomAsOf, TimelineData } from '@/lib/shared/api/history-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { CHANGE_ID, type Change } from '@/lib/shared/changes/change'
import { CHANGES_PER_PAGE, type HistoryQuery } from '@/lib/shared/changes/history-filters'
import type { Entry } from '../db/repositories/journal'
import { type Context, permit } from '../http/context'

/** Marks of one picture; more would lie on top of each other. */
const MOST_MARKS = 1_000

/** One page of a room's history, or of all rooms'. */
export async function listChanges(
  ctx: Context,
  { limit = CHANGES_PER_PAGE, ...query }: HistoryQuery & { cursor?: string; limit?: number },
): Promise<ChangeList> {
  permit(ctx, 'changes.read')
  return ctx.history.list({ ...query, limit })
}

/** What waits for somebody: unsettled changes first, then partial ones of this week that nothing has made good. */
export async function listOpenChanges(
  ctx: Context,
  { room }: { room?: string },
): Promise<{ changes: Change[] }> {
  permit(ctx, 'changes.read')
  return { changes: await ctx.history.open({ room }) }
}

/** What became of a save. Throws `request.not-found`. */
export async function readChange(
  ctx: Context,
  { id }: { id: string },
): Promise<{ change: Change }> {
  permit(ctx, 'changes.read')
  const { change } = await found(ctx, id)
  return { change }
}

/**
 * A change with the whole room as it was read back after it. Throws `request.not-found`, also for a change of another
 * room than `room`.
 */
export async function readRoomAsOf(
  ctx: Context,
  { id, room }: { id: string; room?: string },
): Promise<RoomAsOf> {
  permit(ctx, 'changes.read')
  const { change, after } = await found(ctx, id)
  if (room !== undefined && room !== change.room) throw new Problem('request.not-found')
  return { change, entries: after }
}

/** A stretch of time as a picture shows it; the marks are what {@link listChanges} lists. */
export async function readTimeline(
  ctx: Context,
  query: HistoryQuery & { since: string; until: string },
): Promise<TimelineData> {
  permit(ctx, 'changes.read')
  const { room, since, until } = query
  const [marks, seen] = await Promise.all([
    ctx.history.marks({ ...query, limit: MOST_MARKS + 1 }),
    room === undefined ? null : ctx.history.seen({ room, since, until }),
  ])
  const all = marks.length <= MOST_MARKS
  return { since, until, marks: marks.slice(0, MOST_MARKS), all, seen }
}

/** Everybody who ever saved, under the name of the last time. */
export async function listAuthors(
  ctx: Context,
): Promise<{ people: { id: string; name: string }[] }> {
  permit(ctx, 'changes.read')
  return { people: await ctx.history.people() }
}

/** A journalled change by its id, or null; text that is no id is never asked for. */
export async function entryOf(ctx: Context, id: string): Promise<Entry | null> {
  return CHANGE_ID.test(id) ? ctx.journal.find(id) : null
}

async function found(ctx: Context, id: string): Promise<Entry> {
  const entry = await entryOf(ctx, id)
  if (!entry) throw new Problem('request.not-found')
  return entry
}
