import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Database } from '../database'
import { isAvailable } from '../testing/databases'
import { storeTest } from '../testing/store-test'
import { postgresRoomIndex as roomIndex } from './postgres-room-index'

const ROOMS = 3_000
/** Every room has it. */
const TERMS = ['public']

const fill = [
  sql`insert into rooms_index (number, terms)
      select room, array['public'] || array(select md5(room || '-' || n) from generate_series(1, 40) n)
      from generate_series(1, ${sql.lit(ROOMS)}) room`,
  sql`insert into rooms (id, name, sort_name, category, views, opened_at, crawl, last_read_at,
        changed_at, search_text)
      select 'room-' || room, 'a', 'a', '[]', room, 0, 0, 0, 0, repeat('a', 200)
      from generate_series(1, ${sql.lit(ROOMS)}) room`,
  // The list of new entries has a size of its own: for so few rooms, reading it counts.
  sql`select gin_clean_pending_list('rooms_index_by_terms')`,
]

async function planOf({ kysely }: Database, query: RawBuilder<unknown>) {
  const { sql: text, parameters } = query.compile(kysely)
  const { rows } = await kysely.executeQuery(CompiledQuery.raw(`explain ${text}`, [...parameters]))
  return rows.map((row) => Object.values(row as object).at(0)).join('\n')
}

describe('the search index on PostgreSQL', () => {
  const it = storeTest('postgres').skipIf(!isAvailable('postgres'))

  it('is used whatever the statistics say, also for a term that every room has', async ({
    database,
  }) => {
    for (const statement of fill) await statement.execute(database.kysely)
    const queries = {
      some: roomIndex.find(TERMS, 1_250),
      next: roomIndex.findAfter(TERMS, 10, 2_500),
      sorted: sql`select id from rooms where ${roomIndex.hasTerms(TERMS)}
                  order by sort_name, id limit 250`,
    }
    for (const statistics of ['none', 'new']) {
      if (statistics === 'new') await sql`analyze`.execute(database.kysely)
      for (const [name, query] of Object.entries(queries)) {
        const plan = await planOf(database, query)
        expect(plan, `${name}, ${statistics}`).toContain('on rooms_index_by_terms')
        expect(plan, `${name}, ${statistics}`).not.toMatch(/Seq Scan|Join|Nested Loop/)
      }
    }
  })
})
