import 'server-only'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { Database } from '../../database'

/** From the first to the last read of a room that was read regularly; ISO 8601. */
export type TimeSpan = { since: string; until: string }

/** In epoch milliseconds. */
type Span = { since: number; until: number }

/** Per timeline. A window lasts minutes or longer, so this covers months. */
const MAX_SPANS = 2_000
/** Shorter intervals are those between two reads of an open room. */
const MIN_GAP_MS = 15_000

/**
 * The times within the span in which no external change can be missing, oldest first: windows in
 * which the room was read regularly, without the times between two reads that found a change.
 */
export async function listObserved(
  database: Database,
  { room, since, until }: TimeSpan & { room: string },
): Promise<TimeSpan[]> {
  const span = { since: Date.parse(since), until: Date.parse(until) }
  const gaps = await listGaps(database, room, span)
  const current = await findCurrentWindow(database, room)
  const past = await listPastWindows(database, room, span)
  const windows = mergeOverlaps(current ? [...past, current] : past)
  return gaps
    .reduce(cutOut, windows)
    .map((window) => ({
      since: Math.max(window.since, span.since),
      until: Math.min(window.until, span.until),
    }))
    .filter((window) => window.until >= window.since)
    .map((window) => ({ since: toIsoTime(window.since), until: toIsoTime(window.until) }))
}

const listPastWindows = ({ kysely }: Database, room: string, { since, until }: Span) =>
  kysely
    .selectFrom('sightings')
    .select(['since', 'until'])
    .where('room', '=', room)
    .where('until', '>=', since)
    .where('since', '<', until)
    .orderBy('until', 'desc')
    .limit(MAX_SPANS)
    .execute()

async function findCurrentWindow({ kysely }: Database, room: string): Promise<Span | null> {
  const row = await kysely
    .selectFrom('rooms')
    .select(['observed_since as since', 'last_read_at as until'])
    .where('id', '=', room)
    .executeTakeFirst()
  return row && row.since !== null ? { since: row.since, until: row.until } : null
}

/** The times between two reads of which the second one found an external change. */
async function listGaps({ kysely }: Database, room: string, { since, until }: Span) {
  const rows = await kysely
    .selectFrom('changes')
    .select(['previous_read_at', 'read_at'])
    .where('room', '=', room)
    .where('at', '>=', since)
    .where('previous_read_at', '<', until)
    .orderBy('at', 'desc')
    .limit(MAX_SPANS)
    .execute()
  return rows
    .map((row): Span => ({ since: row.previous_read_at ?? 0, until: row.read_at ?? 0 }))
    .filter((gap) => gap.until - gap.since > MIN_GAP_MS)
}

function cutOut(windows: Span[], gap: Span): Span[] {
  return windows.flatMap((window) => {
    if (gap.until <= window.since || gap.since >= window.until) return [window]
    return [
      { since: window.since, until: Math.max(window.since, gap.since) },
      { since: Math.min(window.until, gap.until), until: window.until },
    ].filter(({ since, until }) => until > since)
  })
}

function mergeOverlaps(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.since - b.since)) {
    const last = result.at(-1)
    if (last && span.since <= last.until) last.until = Math.max(last.until, span.until)
    else result.push({ ...span })
  }
  return result
}
