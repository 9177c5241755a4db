import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type DatabaseSettings, openDatabase } from './database'
import { createJournal } from './repositories/journal/journal'
import { StoreError } from './store-error'
import { createStoreSettings, isAvailable, kinds } from './testing/databases'
import { newChange } from './testing/new-changes'

/** Creates a store with one change and closes it. */
async function createClosedStore(kind: (typeof kinds)[number]) {
  const settings = await createStoreSettings(kind)
  const database = await openDatabase(settings)
  const { change } = (await createJournal(database).insertPending(newChange())).record
  await database.close()
  const { dataDir } = settings
  return {
    settings,
    change,
    db: join(dataDir, 'console.db'),
    identityFile: join(dataDir, 'store.json'),
  }
}

async function openAndGetError(settings: DatabaseSettings): Promise<string> {
  const error = await openDatabase(settings).then(
    () => 'it started',
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StoreError)
  return error instanceof Error ? error.message : ''
}

describe.each(kinds)('starting on %s', (kind) => {
  const it = test.skipIf(!isAvailable(kind))

  it('finds what was written, with or without store.json', async () => {
    const { settings, change, identityFile } = await createClosedStore(kind)
    const first = readFileSync(identityFile, 'utf8')
    expect(JSON.parse(first)).toEqual({ id: expect.any(String), kind })
    for (const keep of [true, false]) {
      if (!keep) rmSync(identityFile)
      const database = await openDatabase(settings)
      expect((await createJournal(database).find(change.id))?.change).toEqual(change)
      await database.check()
      await database.close()
      expect(readFileSync(identityFile, 'utf8')).toBe(first)
    }
  })

  it('refuses a store other than the one created here', async () => {
    const { settings, identityFile } = await createClosedStore(kind)
    writeFileSync(identityFile, JSON.stringify({ id: 'another', kind }))
    expect(await openAndGetError(settings)).toContain('is not the one that was created from here')
    writeFileSync(identityFile, '{"id"')
    expect(await openAndGetError(settings)).toContain('cannot be read')
  })

  it('refuses a store created by a newer version', async () => {
    const { settings } = await createClosedStore(kind)
    const database = await openDatabase(settings)
    await sql`insert into kysely_migration (name, timestamp) values ('999-later', 'x')`.execute(
      database.kysely,
    )
    await database.close()
    expect(await openAndGetError(settings)).toContain('newer version')
  })

  it('refuses a store without a journal', async () => {
    const { settings } = await createClosedStore(kind)
    const database = await openDatabase(settings)
    await sql`drop table changes`.execute(database.kysely)
    await expect(database.check()).rejects.toMatchObject({ code: 'journal.unavailable' })
    await database.close()
    expect(await openAndGetError(settings)).toContain('damaged')
  })
})

describe('starting on the embedded store', () => {
  test('refuses a missing, empty, foreign or damaged file and creates no new one', async () => {
    const { db, identityFile } = await createClosedStore('embedded')
    const whole = readFileSync(db)
    const middle = Buffer.from(whole).fill(0xff, 8192, whole.length - 4096)
    const cases: [Buffer | null, string][] = [
      [Buffer.alloc(0), 'is empty'],
      [Buffer.from('these are not the bytes of a database at all'), 'damaged'],
      [middle, 'damaged'],
      [null, 'is missing'],
    ]
    for (const [bytes, sentence] of cases) {
      const settings = await createStoreSettings('embedded')
      copyFileSync(identityFile, join(settings.dataDir, 'store.json'))
      const file = join(settings.dataDir, 'console.db')
      if (bytes) writeFileSync(file, bytes)
      expect(await openAndGetError(settings)).toContain(sentence)
      expect(existsSync(file)).toBe(bytes !== null)
    }
  })

  test('closes into one complete file that can be copied', async () => {
    const { db, change } = await createClosedStore('embedded')
    const settings = await createStoreSettings('embedded')
    copyFileSync(db, join(settings.dataDir, 'console.db'))
    const database = await openDatabase(settings)
    expect((await createJournal(database).find(change.id))?.change).toEqual(change)
    await database.close()
  })

  test('refuses the embedded store where PostgreSQL is expected, and the reverse', async () => {
    const { settings, identityFile } = await createClosedStore('embedded')
    const databaseUrl = 'postgres://127.0.0.1:1/none'
    expect(await openAndGetError({ ...settings, databaseUrl })).toContain('was created embedded')
    writeFileSync(identityFile, JSON.stringify({ id: 'x', kind: 'postgres' }))
    expect(await openAndGetError(settings)).toContain('was created in PostgreSQL')
  })
})

describe.skipIf(!isAvailable('postgres'))('starting on PostgreSQL', () => {
  test('refuses an emptied database and leaves it empty', async () => {
    const { settings, identityFile } = await createClosedStore('postgres')
    const database = await openDatabase(settings)
    await sql`drop schema public cascade`.execute(database.kysely)
    await sql`create schema public`.execute(database.kysely)
    await database.close()
    expect(await openAndGetError(settings)).toContain('is empty')
    rmSync(identityFile)
    await (await openDatabase(settings)).close()
  })

  test('reports an unreachable server without the password', async () => {
    const { settings } = await createClosedStore('postgres')
    const databaseUrl = 'postgres://me:secret-word@127.0.0.1:1/none'
    const message = await openAndGetError({ ...settings, databaseUrl })
    expect(message).toContain('ECONNREFUSED')
    expect(message).not.toContain('secret-word')
    expect(await openAndGetError({ ...settings, databaseUrl: 'not a url' })).not.toContain(
      'not a url',
    )
  })
})
