import { copyFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '../database'
import { createHistory } from '../repositories/history/history'
import { createJournal } from '../repositories/journal/journal'
import { createStoreSettings } from '../testing/databases'
import { lockStore } from '../testing/lock-store'
import { applied, newChange } from '../testing/new-changes'

const unavailable = { code: 'journal.unavailable' }

/** An open store with one settled change in it. */
const it = test.extend<{ store: Awaited<ReturnType<typeof openStore>> }>({
  store: async ({ task: _ }, use) => {
    const store = await openStore()
    await use(store)
    await store.database.close()
  },
})

async function openStore() {
  const settings = await createStoreSettings('embedded')
  const database = await openDatabase(settings)
  const journal = createJournal(database)
  const { change } = (await journal.insertPending(newChange())).record
  await journal.settle(change.id, applied)
  const file = join(settings.dataDir, 'console.db')
  return { database, journal, history: createHistory(database), change, file }
}

afterEach(() => void vi.useRealTimers())

describe('the embedded store', () => {
  it('refuses after less than a second while another process holds the lock, and still reads', async ({
    store: { journal, file, change },
  }) => {
    const unlock = await lockStore(file)
    vi.useFakeTimers()
    const refusals: unknown[] = []
    const insertions = Array.from({ length: 20 }, () =>
      journal.insertPending(newChange()).catch((error: unknown) => refusals.push(error)),
    )
    await vi.advanceTimersByTimeAsync(700)
    // A driver that blocks while it waits would read only after the refusals.
    expect((await journal.find(change.id))?.change.outcome).toBe('applied')
    expect(refusals).toEqual([])
    await vi.advanceTimersByTimeAsync(299)
    expect(refusals).toEqual(insertions.map(() => expect.objectContaining(unavailable)))
    vi.useRealTimers()
    unlock()
    expect((await journal.insertPending(newChange())).isNew).toBe(true)
  })

  it('waits out a short lock', async ({ store: { journal, file } }) => {
    const unlock = await lockStore(file)
    setTimeout(unlock, 300)
    expect((await journal.insertPending(newChange())).isNew).toBe(true)
  })

  it('keeps others out of a transaction and rolls it back completely', async ({
    store: { database, journal },
  }) => {
    const saved = newChange()
    const undone = database.kysely.transaction().execute(async (transaction) => {
      await sql`insert into console_store (id, created_at) values ('x', 1)`.execute(transaction)
      const insertion = journal.insertPending(saved)
      await new Promise((done) => setTimeout(done, 50))
      expect(await sql`select * from changes`.execute(transaction)).toMatchObject({
        rows: { length: 1 },
      })
      return insertion.then(() => undefined)
    })
    // The transaction waits for an insertion that waits for the transaction, until the insertion
    // times out.
    await expect(undone).rejects.toMatchObject(unavailable)
    expect(await database.kysely.selectFrom('console_store').select('id').execute()).toHaveLength(1)
    expect((await journal.insertPending(saved)).isNew).toBe(true)
  })

  it('refuses on a full disk and recovers', async ({ store: { database, journal } }) => {
    const note = 'x'.repeat(500)
    const begin = () => journal.insertPending(newChange({ note }))
    await sql`pragma max_page_count = 1`.execute(database.kysely)
    const fillUp = async () => {
      for (let n = 0; n < 1000; n++) await begin()
    }
    await expect(fillUp()).rejects.toMatchObject(unavailable)
    await expect(begin()).rejects.toMatchObject(unavailable)
    await database.check()
    await sql`pragma max_page_count = 1000000`.execute(database.kysely)
    expect((await begin()).isNew).toBe(true)
  })

  it('still reads when it may not write', async ({ store: { database, journal, change } }) => {
    await sql`pragma query_only = 1`.execute(database.kysely)
    await expect(journal.insertPending(newChange())).rejects.toMatchObject(unavailable)
    expect((await journal.find(change.id))?.change.id).toBe(change.id)
  })

  const losses: [string, (file: string) => void][] = [
    ['removed', (file) => rmSync(file)],
    ['replaced', (file) => [copyFileSync(file, `${file}.2`), renameSync(`${file}.2`, file)]],
    ['without its log', (file) => rmSync(`${file}-wal`)],
  ]
  for (const [name, lose] of losses) {
    it(`notices a file that is ${name} while open`, async ({ store }) => {
      const { database, journal, history, file, change } = store
      lose(file)
      await expect(journal.insertPending(newChange())).rejects.toMatchObject(unavailable)
      await expect(journal.find(change.id)).rejects.toMatchObject(unavailable)
      await expect(history.list({ limit: 1 })).rejects.toMatchObject(unavailable)
      await expect(database.check()).rejects.toMatchObject(unavailable)
    })
  }
})
