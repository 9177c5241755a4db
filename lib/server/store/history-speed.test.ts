import { CompiledQuery, sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Database, openDatabase } from './database'
import { createHistory, type HistoryFilters } from './history'
import { isHere, newPlace } from './testing/databases'

const ROWS = 100_000
const START = Date.parse('2026-01-01T00:00:00.000Z')
const STEP_MS = 300_000
const RUNS = 9

/** A year of work: 2,000 rooms, 40 people, 3 % partial, 1 % from outside, a row every five minutes. */
async function fill({ kysely }: Database) {
  const time = sql`${sql.lit(START)} + n * ${sql.lit(STEP_MS)}::bigint`
  const changes = sql`(select jsonb_agg(jsonb_build_object('key', 'key' || k,
    'from', repeat(md5((n * k)::text), 4), 'to', repeat(md5((n + k)::text), 4)))::text
    from generate_series(1, 4) k)`
  await sql`
    insert into changes (id, room, source, person_id, person_name, at, changes, outcome, results,
      settled_at, after, idempotency_key, calls)
    select gen_random_uuid(), 'room-' || (n * 7919 % 2000),
      case when n % 100 = 0 then 'outside' else 'console' end,
      case when n % 100 = 0 then null else 'person-' || (n * 31 % 40) end,
      case when n % 100 = 0 then null else 'Person ' || (n * 31 % 40) end,
      ${time}, ${changes},
      case when n % 33 = 0 then 'partial' when n % 20 = 0 then 'not-applied' else 'applied' end,
      '[]', ${time} + 400, '[]', gen_random_uuid(), '[]'
    from generate_series(1, ${sql.lit(ROWS)}) n`.execute(kysely)
  await sql`analyze changes`.execute(kysely)
}

const at = (row: number) => new Date(START + row * STEP_MS).toISOString()

const FILTERS: Record<string, HistoryFilters> = {
  everything: {},
  room: { room: 'room-42' },
  person: { person: 'person-7' },
  partial: { outcome: ['partial'] },
  unsettled: { outcome: ['pending', 'unknown'] },
  outside: { source: 'outside' },
  week: { since: at(50_000), until: at(52_000) },
  'room and month': { room: 'room-42', since: at(50_000), until: at(59_000) },
  'person and partial': { person: 'person-7', outcome: ['partial'] },
  'all filters': {
    room: 'room-42',
    person: 'person-7',
    outcome: ['applied', 'partial'],
    source: 'console',
    since: at(10),
    until: at(90_000),
  },
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0
}

test.skipIf(!isHere('postgres'))(
  'a hundred thousand changes answer in under 100 ms, by an index',
  async () => {
    const place = await newPlace('postgres')
    const database = await openDatabase(place.settings)
    await fill(database)
    const asked: CompiledQuery[] = []
    const kysely = database.kysely.withPlugin({
      transformQuery({ node, queryId }) {
        asked.push(database.kysely.getExecutor().compileQuery(node, queryId))
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const history = createHistory({ ...database, kysely })
    const works: [string, () => Promise<unknown>][] = [
      ...Object.entries(FILTERS).map(([name, filters]): [string, () => Promise<unknown>] => [
        name,
        () => history.list({ ...filters, limit: 50 }),
      ]),
      ['people', () => history.people()],
      ['marks', () => history.marks({ since: at(0), until: at(ROWS) })],
      ['last read', () => history.lastRead('room-42')],
    ]
    for (const [name, work] of works) {
      asked.length = 0
      expect(await median(work), name).toBeLessThan(100)
      const [query] = asked
      if (!query) throw new Error('nothing was asked')
      const explain = CompiledQuery.raw(`explain ${query.sql}`, [...query.parameters])
      const { rows } = await database.kysely.executeQuery(explain)
      const plan = JSON.stringify(rows, null, 1)
      expect(plan, name).toMatch(/Index/)
      expect(plan, name).not.toMatch(/Seq Scan/)
    }
    await database.close()
    await place.clear()
  },
  60_000,
)
