import 'server-only'
import { sql } from 'kysely'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { Database } from '../../database'
import type { TimeSpan } from './observation-windows'

/** `from` is the start of the hour, ISO 8601. */
export type HourCount = { from: string; console: number; external: number }

const HOUR_MS = 3_600_000

export async function countByHour({ kysely }: Database, span: TimeSpan): Promise<HourCount[]> {
  const [since, until] = [Date.parse(span.since), Date.parse(span.until)]
  const hour = sql<number>`(at - ${sql.lit(since)}) / ${sql.lit(HOUR_MS)}`
  const rows = await kysely
    .selectFrom('changes')
    .select(({ fn }) => [hour.as('hour'), 'source', fn.countAll().as('amount')])
    .where('at', '>=', since)
    .where('at', '<', until)
    .groupBy([hour, 'source'])
    .execute()
  const counts = new Map<number, HourCount>()
  for (const row of rows) {
    const at = Number(row.hour)
    const from = toIsoTime(since + at * HOUR_MS)
    const count = counts.get(at) ?? { from, console: 0, external: 0 }
    count[row.source === 'outside' ? 'external' : 'console'] += Number(row.amount)
    counts.set(at, count)
  }
  return [...counts.entries()].sort(([a], [b]) => a - b).map(([, count]) => count)
}
