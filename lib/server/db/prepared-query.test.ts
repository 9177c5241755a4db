import { CompiledQuery } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { prepareQuery, type ValueOf } from './prepared-query'
import { createJournal } from './repositories/journal/journal'
import { isAvailable, kinds } from './testing/databases'
import { newChange } from './testing/new-changes'
import { openTestDatabase } from './testing/store-test'

const build = vi.fn(
  ({ kysely }: Awaited<ReturnType<typeof openTestDatabase>>, value: ValueOf<{ room: string }>) =>
    kysely
      .selectFrom('changes')
      .select('room')
      .where('room', '=', value('room'))
      .where('outcome', '=', 'pending')
      .limit(5),
)
const findPending = prepareQuery(build)

describe.each(kinds)('a prepared query on %s', (kind) => {
  it.skipIf(!isAvailable(kind))('is built once and runs with the values of each call', async () => {
    const database = await openTestDatabase(kind)
    const journal = createJournal(database)
    const [one, two] = [newChange(), newChange()]
    await journal.insertPending(one)
    await journal.insertPending(two)
    build.mockClear()
    expect(await findPending(database, { room: one.room })).toEqual([{ room: one.room }])
    expect(await findPending(database, { room: two.room })).toEqual([{ room: two.room }])
    expect(await findPending(database, { room: `' or 1 = 1` })).toEqual([])
    expect(build).toHaveBeenCalledTimes(1)
  })
})

describe.skipIf(!isAvailable('postgres'))('a prepared query on PostgreSQL', () => {
  const run = async (database: Awaited<ReturnType<typeof openTestDatabase>>, sql: string) =>
    (await database.kysely.executeQuery(CompiledQuery.raw(sql))).rows
  const listNames = `select name from pg_prepared_statements where name like 'console_%'`

  it('keeps its statement on the connection', async () => {
    const database = await openTestDatabase('postgres')
    await findPending(database, { room: 'a' })
    await findPending(database, { room: 'b' })
    expect(await run(database, listNames)).toHaveLength(1)
  })

  it('works without a name where a pooler has given the session to another', async () => {
    const database = await openTestDatabase('postgres')
    await findPending(database, { room: 'a' })
    // Called in a query, because reads and other statements have connections of their own.
    await run(
      database,
      `create function forget() returns void language plpgsql
        as $$ begin execute 'deallocate all'; end $$`,
    )
    await run(database, 'select forget()')
    expect(await findPending(database, { room: 'a' })).toEqual([])
    expect(await findPending(database, { room: 'b' })).toEqual([])
    expect(await run(database, listNames)).toEqual([])
  })
})
