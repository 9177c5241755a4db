import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '../database'
import { createHistory } from '../repositories/history/history'
import { createJournal } from '../repositories/journal/journal'
import { createStoreSettings, isAvailable } from '../testing/databases'
import { applied, newChange } from '../testing/new-changes'
import { startPostgres } from '../testing/postgres'
import { runSql } from '../testing/run-sql'
import { findUnsettled } from '../testing/store-test'
import { listenTo, spawnWriter } from '../testing/writer-process'

const unavailable = { code: 'journal.unavailable' }

/** A store on a server of its own, because the test breaks that server. */
async function ownServer() {
  const server = await startPostgres()
  if (typeof server === 'string') throw new Error(server)
  const settings = await createStoreSettings('postgres', server.url)
  const database = await openDatabase(settings)
  const stop = async () => {
    await database.close()
    await server.stop()
  }
  return { server, database, journal: createJournal(database), stop }
}

const expectRefusal = (work: Promise<unknown>) => expect(work).rejects.toMatchObject(unavailable)

/** Advances a fake clock by less than a second, within which the store refuses each of `works`. */
async function expectRefusalsWithinOneSecond(...works: (() => Promise<unknown>)[]) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  for (const work of works) {
    const refusal = expectRefusal(work())
    await vi.advanceTimersByTimeAsync(999)
    await refusal
  }
  vi.useRealTimers()
}

afterEach(() => void vi.useRealTimers())

describe.skipIf(!isAvailable('postgres'))('the store in PostgreSQL', () => {
  test('is created once by processes that start at the same time', async () => {
    const settings = await createStoreSettings('postgres')
    const writers = Array.from({ length: 4 }, () => spawnWriter(settings))
    const lines = await Promise.all(
      writers.map((child) =>
        listenTo(child, () => child.stdout.once('data', () => child.kill('SIGKILL'))),
      ),
    )
    expect(lines.map(({ length }) => length > 0)).toEqual([true, true, true, true])
    const databases = await Promise.all(Array.from({ length: 5 }, () => openDatabase(settings)))
    const [database] = databases
    expect(await database?.kysely.selectFrom('console_store').selectAll().execute()).toHaveLength(1)
    for (const open of databases) await open.close()
  })

  test('refuses while a table is locked, and writes nothing later', async () => {
    const settings = await createStoreSettings('postgres')
    const database = await openDatabase(settings)
    const journal = createJournal(database)
    const saved = newChange()
    await database.kysely.transaction().execute(async (transaction) => {
      await sql`lock table changes in exclusive mode`.execute(transaction)
      await expectRefusal(journal.insertPending(saved))
      // The server has given up as well: no statement waits for the lock.
      const waiting = await sql`select * from pg_locks where not granted`.execute(transaction)
      expect(waiting.rows).toEqual([])
    })
    expect(await findUnsettled(database, saved.room)).toBeNull()
    expect((await journal.insertPending(saved)).isNew).toBe(true)
    await database.close()
  })

  test('answers reads while more saves than it has connections wait for a locked table', async () => {
    const database = await openDatabase(await createStoreSettings('postgres'))
    const journal = createJournal(database)
    const saved = newChange()
    await journal.insertPending(saved)
    await database.kysely.transaction().execute(async (transaction) => {
      await sql`lock table changes in exclusive mode`.execute(transaction)
      const saves = Array.from({ length: 20 }, () => journal.insertPending(newChange()))
      const refusals = Promise.allSettled(saves)
      expect((await journal.findRepeat(saved))?.change.room).toBe(saved.room)
      expect((await refusals).map(({ status }) => status)).toEqual(Array(20).fill('rejected'))
    })
    await database.close()
  })

  test('refuses within a second while the server is silent or gone, and recovers', async () => {
    const { server, database, journal, stop } = await ownServer()
    const { change } = (await journal.insertPending(newChange())).record
    const thaw = server.freeze()
    const saved = newChange()
    await expectRefusalsWithinOneSecond(
      () => journal.insertPending(saved),
      () => journal.settle(change.id, applied),
      () => database.check(),
    )
    thaw()
    await vi.waitFor(() => database.check(), { timeout: 5_000 })
    // The insertion that timed out may still commit; then it is settled as not applied, which is
    // what its author saw.
    await vi.waitFor(async () => expect(await findUnsettled(database, saved.room)).toBeNull())
    const [late] = (await createHistory(database).list({ room: saved.room, limit: 1 })).changes
    expect(late?.outcome ?? 'not-applied').toBe('not-applied')
    const crashed = server.crash()
    await expectRefusal(journal.insertPending(newChange()))
    await crashed
    await vi.waitFor(() => database.check(), { timeout: 5_000 })
    expect((await journal.settle(change.id, applied)).change.outcome).toBe('applied')
    await stop()
  }, 120_000)

  test('carries messages between replicas and reports when some may have been lost', async () => {
    const { server, database, stop } = await ownServer()
    const messages: string[] = []
    const onGap = vi.fn()
    const unsubscribe = database.subscribe({
      onMessage: (payload) => messages.push(payload),
      onGap,
    })
    await vi.waitFor(() => expect(onGap).toHaveBeenCalledTimes(1))
    await database.publish('房 one')
    await vi.waitFor(() => expect(messages).toEqual(['房 one']))
    await server.crash()
    await vi.waitFor(() => expect(onGap).toHaveBeenCalledTimes(2), { timeout: 10_000 })
    await database.publish('two')
    await vi.waitFor(() => expect(messages).toEqual(['房 one', 'two']))
    unsubscribe()
    const other = vi.fn()
    database.subscribe({ onMessage: other, onGap: () => undefined })
    await database.publish('three')
    await vi.waitFor(() => expect(other).toHaveBeenCalledWith('three'))
    expect(messages).toHaveLength(2)
    await stop()
  }, 120_000)

  test('keeps going when the server ends its connections', async () => {
    const settings = await createStoreSettings('postgres')
    const database = await openDatabase(settings)
    await database.check()
    const others = 'pid <> pg_backend_pid() and datname = current_database()'
    const { databaseUrl = '' } = settings
    await runSql(
      databaseUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where ${others}`,
    )
    await pause(50)
    expect((await createJournal(database).insertPending(newChange())).isNew).toBe(true)
    await database.close()
  })
})
