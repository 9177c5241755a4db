import 'server-only'
import { sql } from 'kysely'
import type { ChangedKeysDialect } from '../backend'

/** The rows of `changed_keys` that belong to a row of `changes`, for each `item` of its key changes. */
const rowsOf = (row: string) => `(item -> 'key')::text, ${row}.room,
    case ${row}.outcome when 'applied' then 1 when 'partial' then (exists (
      select 1 from json_array_elements(${row}.results::json) result
      where (result -> 'key')::text = (item -> 'key')::text
        and result ->> 'result' = 'applied'))::integer else 0 end,
    ${row}.room_order, ${row}.settled_at, ${row}.id`

/** PostgreSQL cannot look into JSON with an escaped NUL, which only other apps can write to a room. */
const isIndexed = (row: string) =>
  `${row}.settled_at is not null and position('\\u0000' in ${row}.changes || ${row}.results) = 0`

export const postgresChangedKeys: ChangedKeysDialect = {
  triggers: [
    sql.raw(`create function changes_add_keys() returns trigger language plpgsql as $$
        begin
          insert into changed_keys select ${rowsOf('new')}
            from json_array_elements(new.changes::json) item on conflict do nothing;
          return null;
        end $$`),
    sql.raw(`create trigger changes_keys after insert or update on changes for each row
        when (${isIndexed('new')}) execute function changes_add_keys()`),
  ],
  insert: (condition) =>
    sql`insert into changed_keys select ${sql.raw(rowsOf('c'))}
        from changes c cross join lateral json_array_elements(c.changes::json) item
        where ${sql.raw(isIndexed('c'))} and ${condition} on conflict do nothing`,
}
