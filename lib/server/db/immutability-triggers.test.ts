import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { isHere, kinds } from './testing/databases'
import { applied, intent } from './testing/store-intents'
import { storeTest } from './testing/store-test'

describe.each(kinds)('the seal on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isHere(kind))

  it('lets no SQL change or remove a settled change', async ({ database, journal }) => {
    const { id } = (await journal.begin(intent())).entry.change
    await journal.settle(id, applied)
    const before = await journal.find(id)
    const statements = [
      sql`update changes set note = 'other' where id = ${id}`,
      sql`update changes set settled_at = null, outcome = 'pending' where id = ${id}`,
      sql`delete from changes where id = ${id}`,
      sql`delete from changes`,
    ]
    for (const statement of statements) {
      await expect(statement.execute(database.kysely)).rejects.toThrow('never changes')
    }
    expect(await journal.find(id)).toEqual(before)
  })

  it('lets no SQL remove an unsettled change, or settle one without an outcome', async ({
    database,
    journal,
  }) => {
    const { id } = (await journal.begin(intent())).entry.change
    await expect(
      sql`delete from changes where id = ${id}`.execute(database.kysely),
    ).rejects.toThrow('never changes')
    await expect(
      sql`update changes set settled_at = 1 where id = ${id}`.execute(database.kysely),
    ).rejects.toThrow('changes_settled_is_final')
  })
})
