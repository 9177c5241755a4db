import 'server-only'
import { sql } from 'kysely'
import type { Database } from '../../database'

/**
 * Everyone in the journal or the audit log, by name. Neither database skips through an index on
 * DISTINCT, so the query does: one look-up per person instead of reading every row.
 */
export async function listAuthors(
  { kysely }: Database,
  table: 'changes' | 'audit_log' = 'changes',
): Promise<{ id: string; name: string }[]> {
  const from = sql.table(table)
  const { rows } = await sql<{ id: string; name: string | null }>`
    with recursive person(id) as (
      select min(person_id) from ${from}
      union all
      select (select min(person_id) from ${from} where person_id > person.id)
      from person where person.id is not null
    )
    select id, (
      select person_name from ${from} as latest where person_id = person.id
      order by at desc, latest.id desc limit 1
    ) as name
    from person where id is not null`.execute(kysely)
  const people = rows.map(({ id, name }) => ({ id, name: name ?? '' }))
  return people.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}
