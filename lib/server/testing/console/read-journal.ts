import 'server-only'
import type { Change } from '@/lib/shared/changes/change'
import type { Entry } from '@/lib/shared/metadata/entry'
import { attachDatabase, type DatabaseSettings } from '../../db/database'
import { type Call, CHANGE_COLUMNS, parseStoredEntries, toCalls, toChange } from '../../db/mappers'

/** A row of the journal with the columns that only recovery reads. */
export type Row = { change: Change; calls: Call[]; after: Entry[] | null; idempotencyKey: string }

/** Reads the whole journal, oldest first; `text` is the content of every table as JSON. */
export async function readJournal(
  settings: DatabaseSettings,
): Promise<{ rows: Row[]; text: string }> {
  const database = await attachDatabase(settings)
  try {
    const found = await database.kysely
      .selectFrom('changes')
      .select([...CHANGE_COLUMNS, 'calls', 'after', 'idempotency_key'])
      .orderBy('at')
      .orderBy('id')
      .execute()
    const rows = found.map((row) => ({
      change: toChange(row),
      calls: toCalls(row.calls),
      after: parseStoredEntries(row.after),
      idempotencyKey: row.idempotency_key ?? '',
    }))
    const tables = await database.kysely.introspection.getTables()
    const all = await Promise.all(
      tables.map(({ name }) => {
        const table = name as 'changes'
        return database.kysely.selectFrom(table).selectAll().execute()
      }),
    )
    return { rows, text: JSON.stringify(all) }
  } finally {
    await database.close()
  }
}
