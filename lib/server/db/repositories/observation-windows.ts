import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Database } from '../database'
import { guarded } from '../failures'
import { isoOf } from '../mappers'

/** From the first to the last read of a room that was read every few seconds; ISO 8601. */
export type Stretch = { since: string; until: string }

/** Writing down when rooms are looked at, by the database's clock. Throws `journal.unavailable`. */
export type Sightings = {
  /** A stretch that begins and, until it is extended, ends now; the answer is its id. */
  begin(room: string): Promise<string>
  extend(id: string): Promise<void>
}

/** Stretches of a picture. Each is a visit of minutes or hours, so these are months. */
const MOST = 2_000

export function createSightings({ kysely, clock }: Database): Sightings {
  return {
    begin: (room) =>
      guarded(async () => {
        const id = randomUUID()
        const row = { id, room, since: clock, until: clock }
        await kysely.insertInto('sightings').values(row).execute()
        return id
      }),
    extend: (id) =>
      guarded(async () => {
        await kysely.updateTable('sightings').set({ until: clock }).where('id', '=', id).execute()
      }),
  }
}

/** When a room was looked at by any process, cut to the span, overlaps joined, oldest first. */
export async function seenIn(
  { kysely }: Database,
  { room, since, until }: Stretch & { room: string },
): Promise<Stretch[]> {
  const from = Date.parse(since)
  const to = Date.parse(until)
  const rows = await kysely
    .selectFrom('sightings')
    .select(['since', 'until'])
    .where('room', '=', room)
    .where('until', '>=', from)
    .where('since', '<', to)
    .orderBy('until', 'desc')
    .limit(MOST)
    .execute()
  return joined(rows).map((row) => ({
    since: isoOf(Math.max(row.since, from)),
    until: isoOf(Math.min(row.until, to)),
  }))
}

function joined(rows: readonly { since: number; until: number }[]) {
  const result: { since: number; until: number }[] = []
  for (const row of rows.toSorted((a, b) => a.since - b.since)) {
    const last = result.at(-1)
    if (last && row.since <= last.until) last.until = Math.max(last.until, row.until)
    else result.push({ ...row })
  }
  return result
}
