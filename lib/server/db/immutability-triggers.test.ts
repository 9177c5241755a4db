import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { isAvailable, kinds } from './testing/databases'
import { applied, newChange } from './testing/new-changes'
import { storeTest } from './testing/store-test'

describe.each(kinds)('immutability triggers on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('refuse to update or delete a settled change', async ({ database, journal }) => {
    const { id } = (await journal.insertPending(newChange())).record.change
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

  it('refuse to delete an unsettled change or to settle one without an outcome', async ({
    database,
    journal,
  }) => {
    const { id } = (await journal.insertPending(newChange())).record.change
    await expect(
      sql`delete from changes where id = ${id}`.execute(database.kysely),
    ).rejects.toThrow('never changes')
    await expect(
      sql`update changes set settled_at = 1 where id = ${id}`.execute(database.kysely),
    ).rejects.toThrow('changes_settled_is_final')
  })
})
