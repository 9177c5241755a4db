import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { openDatabase } from '../database'
import { createHistory } from '../repositories/history'
import { createJournal } from '../repositories/journal'
import { isHere, newPlace } from '../testing/databases'
import { startPostgres } from '../testing/postgres'
import { runSql } from '../testing/run-sql'
import { applied, intent } from '../testing/store-intents'
import { bundleWriter, listenTo, spawnWriter } from '../testing/writer-process'

const unavailable = { code: 'journal.unavailable' }

/** A server of its own, since it is going to suffer, and a store on it. */
async function ownServer() {
  const server = await startPostgres()
  if (typeof server === 'string') throw new Error(server)
  const place = await newPlace('postgres', server.url)
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

describe.skipIf(!isHere('postgres'))('the store in PostgreSQL', () => {
  test('is made once by processes that start at the same time', async () => {
    const place = await newPlace('postgres')
    const bundle = await bundleWriter()
    const writers = Array.from({ length: 4 }, () => spawnWriter(bundle, place))
    const said = await Promise.all(
      writers.map((child) => listenTo(child, () => setTimeout(() => child.kill('SIGKILL'), 100))),
    )
    expect(said.map(({ length }) => length > 0)).toEqual([true, true, true, true])
    const databases = await Promise.all(
      Array.from({ length: 5 }, () => openDatabase(place.settings)),
    )
    const [database] = databases
    expect(await database?.kysely.selectFrom('console_store').selectAll().execute()).toHaveLength(1)
    for (const open of databases) await open.close()
    await place.clear()
  })

  test('refuses within a second while a table is locked, and writes nothing later', async () => {
    const place = await newPlace('postgres')
    const database = await openDatabase(place.settings)
    const journal = createJournal(database)
    const asked = intent()
    await database.kysely.transaction().execute(async (transaction) => {
      await sql`lock table changes in exclusive mode`.execute(transaction)
      expect(await timed(journal.begin(asked))).toBeLessThan(1000)
    })
    await pause(200)
    expect(await journal.unsettledOf(asked.room)).toBeNull()
    expect((await journal.begin(asked)).fresh).toBe(true)
    await database.close()
    await place.clear()
  })

  test('refuses within a second while the server is silent or gone, and takes up again', async () => {
    const { server, database, journal, stop } = await ownServer()
    const { change } = (await journal.begin(intent())).entry
    const thaw = server.freeze()
    const asked = intent()
    expect(await timed(journal.begin(asked))).toBeLessThan(1000)
    expect(await timed(journal.settle(change.id, applied))).toBeLessThan(1000)
    expect(await timed(database.check())).toBeLessThan(1000)
    thaw()
    await vi.waitFor(() => database.check(), { timeout: 5_000 })
    // What was given up may still arrive at the server: then it is settled as what the person was told.
    await vi.waitFor(async () => expect(await journal.unsettledOf(asked.room)).toBeNull())
    const [late] = (await createHistory(database).list({ room: asked.room, limit: 1 })).changes
    expect(late?.outcome ?? 'not-applied').toBe('not-applied')
    const crashed = server.crash()
    expect(await timed(journal.begin(intent()))).toBeLessThan(1000)
    await crashed
    await vi.waitFor(() => database.check(), { timeout: 5_000 })
    expect((await journal.settle(change.id, applied)).change.outcome).toBe('applied')
    await stop()
  }, 30_000)

  test('carries nudges between replicas, and says when it may have missed some', async () => {
    const { server, database, stop } = await ownServer()
    const heard: string[] = []
    const missed = vi.fn()
    const leave = database.subscribe({ nudge: (payload) => heard.push(payload), missed })
    await vi.waitFor(() => expect(missed).toHaveBeenCalledTimes(1))
    await database.publish('房 one')
    await vi.waitFor(() => expect(heard).toEqual(['房 one']))
    await server.crash()
    await vi.waitFor(() => expect(missed).toHaveBeenCalledTimes(2), { timeout: 10_000 })
    await database.publish('two')
    await vi.waitFor(() => expect(heard).toEqual(['房 one', 'two']))
    leave()
    await database.publish('three')
    await pause(50)
    expect(heard).toHaveLength(2)
    await stop()
  }, 30_000)

  test('keeps going when the server ends its connections', async () => {
    const place = await newPlace('postgres')
    const database = await openDatabase(place.settings)
    await database.check()
    const others = 'pid <> pg_backend_pid() and datname = current_database()'
    const { databaseUrl = '' } = place.settings
    await runSql(
      databaseUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where ${others}`,
    )
    await pause(50)
    expect((await createJournal(database).begin(intent())).fresh).toBe(true)
    await database.close()
    await place.clear()
  })
})
