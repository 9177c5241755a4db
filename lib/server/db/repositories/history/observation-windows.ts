import 'server-only'
import { randomUUID } from 'node:crypto'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { Database } from '../../database'
import { withStoreErrors } from '../../query-errors'

/** From the first to the last read of a room that was read every few seconds; ISO 8601. */
export type TimeSpan = { since: string; until: string }

/** Records when rooms were being read, by the database's clock. Throws `journal.unavailable`. */
export type ObservationWindows = {
  /** Starts a window that ends now until it is extended; returns its id. */
  begin(room: string): Promise<string>
  extend(id: string): Promise<void>
}

/** Windows per timeline. Each lasts minutes or hours, so this covers months. */
const MAX_WINDOWS = 2_000

export function createObservationWindows({ kysely, clock }: Database): ObservationWindows {
  return {
    begin: (room) =>
      withStoreErrors(async () => {
        const id = randomUUID()
        const row = { id, room, since: clock, until: clock }
        await kysely.insertInto('sightings').values(row).execute()
        return id
      }),
    extend: (id) =>
      withStoreErrors(async () => {
        await kysely.updateTable('sightings').set({ until: clock }).where('id', '=', id).execute()
      }),
  }
}

/** Windows of all processes within the span, clipped to it, overlaps merged, oldest first. */
export async function listObserved(
  { kysely }: Database,
  { room, since, until }: TimeSpan & { room: string },
): Promise<TimeSpan[]> {
  const from = Date.parse(since)
  const to = Date.parse(until)
  const rows = await kysely
    .selectFrom('sightings')
    .select(['since', 'until'])
    .where('room', '=', room)
    .where('until', '>=', from)
    .where('since', '<', to)
    .orderBy('until', 'desc')
    .limit(MAX_WINDOWS)
    .execute()
  return mergeOverlaps(rows).map((row) => ({
    since: toIsoTime(Math.max(row.since, from)),
    until: toIsoTime(Math.min(row.until, to)),
  }))
}

function mergeOverlaps(rows: readonly { since: number; until: number }[]) {
  const result: { since: number; until: number }[] = []
  for (const row of rows.toSorted((a, b) => a.since - b.since)) {
    const last = result.at(-1)
    if (last && row.since <= last.until) last.until = Math.max(last.until, row.until)
    else result.push({ ...row })
  }
  return result
}
