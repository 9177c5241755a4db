import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { openDatabase } from '../database'
import { createHistory } from '../repositories/history/history'
import { createJournal } from '../repositories/journal/journal'
import { createStoreLocation, isAvailable } from '../testing/databases'
import { applied, newChange } from '../testing/new-changes'
import { startPostgres } from '../testing/postgres'
import { runSql } from '../testing/run-sql'
import { findUnsettled } from '../testing/store-test'
import { bundleWriter, listenTo, spawnWriter } from '../testing/writer-process'

const unavailable = { code: 'journal.unavailable' }

/** A store on a server of its own, because the test breaks that server. */
async function ownServer() {
  const server = await startPostgres()
  if (typeof server === 'string') throw new Error(server)
  const place = await createStoreLocation('postgres', server.url)
  const database = await openDatabase(place.settings)
  const stop = async () => {
    await database.close()
    await place.clear()
    await server.stop()
  }
  return { server, database, journal: createJournal(database), stop }
}

async function timed(work: Promise<unknown>): Promise<number> {
  const started = performance.now()
  await expect(work).rejects.toMatchObject(unavailable)
  return performance.now() - started
}

describe.skipIf(!isAvailable('postgres'))('the store in PostgreSQL', () => {
  test('is created once by processes that start at the same time', async () => {
    const place = await createStoreLocation('postgres')
    const bundle = await bundleWriter()
    const writers = Array.from({ length: 4 }, () => spawnWriter(bundle, place))
    const lines = await Promise.all(
      writers.map((child) => listenTo(child, () => setTimeout(() => child.kill('SIGKILL'), 100))),
    )
    expect(lines.map(({ length }) => length > 0)).toEqual([true, true, true, true])
    const databases = await Promise.all(
      Array.from({ length: 5 }, () => openDatabase(place.settings)),
    )
    const [database] = databases
    expect(await database?.kysely.selectFrom('console_store').selectAll().execute()).toHaveLength(1)
    for (const open of databases) await open.close()
    await place.clear()
  })

  test('refuses within a second while a table is locked, and writes nothing later', async () => {
    const place = await createStoreLocation('postgres')
    const database = await openDatabase(place.settings)
    const journal = createJournal(database)
    const saved = newChange()
    await database.kysely.transaction().execute(async (transaction) => {
      await sql`lock table changes in exclusive mode`.execute(transaction)
      expect(await timed(journal.insertPending(saved))).toBeLessThan(1000)
    })
    await pause(200)
    expect(await findUnsettled(database, saved.room)).toBeNull()
    expect((await journal.insertPending(saved)).isNew).toBe(true)
    await database.close()
    await place.clear()
  })

  test('refuses within a second while the server is silent or gone, and recovers', async () => {
    const { server, database, journal, stop } = await ownServer()
    const { change } = (await journal.insertPending(newChange())).record
    const thaw = server.freeze()
    const saved = newChange()
    expect(await timed(journal.insertPending(saved))).toBeLessThan(1000)
    expect(await timed(journal.settle(change.id, applied))).toBeLessThan(1000)
    expect(await timed(database.check())).toBeLessThan(1000)
    thaw()
    await vi.waitFor(() => database.check(), { timeout: 5_000 })
    // The insertion that timed out may still commit; then it is settled as not applied, which is
    // what its author saw.
    await vi.waitFor(async () => expect(await findUnsettled(database, saved.room)).toBeNull())
    const [late] = (await createHistory(database).list({ room: saved.room, limit: 1 })).changes
    expect(late?.outcome ?? 'not-applied').toBe('not-applied')
    const crashed = server.crash()
    expect(await timed(journal.insertPending(newChange()))).toBeLessThan(1000)
    await crashed
    await vi.waitFor(() => database.check(), { timeout: 5_000 })
    expect((await journal.settle(change.id, applied)).change.outcome).toBe('applied')
    await stop()
  }, 30_000)

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
    await database.publish('three')
    await pause(50)
    expect(messages).toHaveLength(2)
    await stop()
  }, 30_000)

  test('keeps going when the server ends its connections', async () => {
    const place = await createStoreLocation('postgres')
    const database = await openDatabase(place.settings)
    await database.check()
    const others = 'pid <> pg_backend_pid() and datname = current_database()'
    const { databaseUrl = '' } = place.settings
    await runSql(
      databaseUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where ${others}`,
    )
    await pause(50)
    expect((await createJournal(database).insertPending(newChange())).isNew).toBe(true)
    await database.close()
    await place.clear()
  })
})
