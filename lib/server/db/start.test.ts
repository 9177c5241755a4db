import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type DatabaseSettings, openDatabase } from './database'
import { createJournal } from './repositories/journal'
import { StoreError } from './store-error'
import { isHere, kinds, newPlace } from './testing/databases'
import { intent } from './testing/store-intents'

/** Makes a store with one change, closes it, and hands on where it is. */
async function made(kind: (typeof kinds)[number]) {
  const place = await newPlace(kind)
  const database = await openDatabase(place.settings)
  const { change } = (await createJournal(database).begin(intent())).entry
  await database.close()
  const { dataDir } = place.settings
  return { ...place, change, db: join(dataDir, 'console.db'), marker: join(dataDir, 'store.json') }
}

async function refusal(settings: DatabaseSettings): Promise<string> {
  const error = await openDatabase(settings).then(
    () => 'it started',
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StoreError)
  return error instanceof Error ? error.message : ''
}

describe.each(kinds)('starting on %s', (kind) => {
  const it = test.skipIf(!isHere(kind))

  it('finds again what was written, with or without its marker', async () => {
    const { settings, change, marker, clear } = await made(kind)
    const first = readFileSync(marker, 'utf8')
    expect(JSON.parse(first)).toEqual({ id: expect.any(String), kind })
    for (const keep of [true, false]) {
      if (!keep) rmSync(marker)
      const database = await openDatabase(settings)
      expect((await createJournal(database).find(change.id))?.change).toEqual(change)
      await database.check()
      await database.close()
      expect(readFileSync(marker, 'utf8')).toBe(first)
    }
    await clear()
  })

  it('refuses a store that is not the one that was made here', async () => {
    const { settings, marker, clear } = await made(kind)
    writeFileSync(marker, JSON.stringify({ id: 'another', kind }))
    expect(await refusal(settings)).toContain('is not the one that was made from here')
    writeFileSync(marker, '{"id"')
    expect(await refusal(settings)).toContain('cannot be read')
    await clear()
  })

  it('refuses a store made by a newer version', async () => {
    const { settings, clear } = await made(kind)
    const database = await openDatabase(settings)
    await sql`insert into kysely_migration (name, timestamp) values ('999-later', 'x')`.execute(
      database.kysely,
    )
    await database.close()
    expect(await refusal(settings)).toContain('newer version')
    await clear()
  })

  it('refuses a store whose journal is gone', async () => {
    const { settings, clear } = await made(kind)
    const database = await openDatabase(settings)
    await sql`drop table changes`.execute(database.kysely)
    await expect(database.check()).rejects.toMatchObject({ code: 'journal.unavailable' })
    await database.close()
    expect(await refusal(settings)).toContain('damaged')
    await clear()
  })
})

describe('starting on the embedded store', () => {
  test('refuses a missing, empty, foreign or damaged file, and makes no new one', async () => {
    const { db, marker, clear } = await made('embedded')
    const whole = readFileSync(db)
    const middle = Buffer.from(whole).fill(0xff, 8192, whole.length - 4096)
    const cases: [Buffer | null, string][] = [
      [Buffer.alloc(0), 'is empty'],
      [Buffer.from('these are not the bytes of a database at all'), 'damaged'],
      [middle, 'damaged'],
      [null, 'is missing'],
    ]
    for (const [bytes, sentence] of cases) {
      const place = await newPlace('embedded')
      copyFileSync(marker, join(place.settings.dataDir, 'store.json'))
      const file = join(place.settings.dataDir, 'console.db')
      if (bytes) writeFileSync(file, bytes)
      expect(await refusal(place.settings)).toContain(sentence)
      expect(existsSync(file)).toBe(bytes !== null)
      await place.clear()
    }
    await clear()
  })

  test('closes into one whole file, which can be copied elsewhere', async () => {
    const { db, change, clear } = await made('embedded')
    const place = await newPlace('embedded')
    copyFileSync(db, join(place.settings.dataDir, 'console.db'))
    const database = await openDatabase(place.settings)
    expect((await createJournal(database).find(change.id))?.change).toEqual(change)
    await database.close()
    await place.clear()
    await clear()
  })

  test('refuses where the store is in PostgreSQL, and the other way round', async () => {
    const { settings, clear, marker } = await made('embedded')
    const databaseUrl = 'postgres://127.0.0.1:1/none'
    expect(await refusal({ ...settings, databaseUrl })).toContain('was made embedded')
    writeFileSync(marker, JSON.stringify({ id: 'x', kind: 'postgres' }))
    expect(await refusal(settings)).toContain('was made in PostgreSQL')
    await clear()
  })
})

describe.skipIf(!isHere('postgres'))('starting on PostgreSQL', () => {
  test('refuses a database that was emptied, and leaves it empty', async () => {
    const { settings, marker, clear } = await made('postgres')
    const database = await openDatabase(settings)
    await sql`drop schema public cascade`.execute(database.kysely)
    await sql`create schema public`.execute(database.kysely)
    await database.close()
    expect(await refusal(settings)).toContain('is empty')
    rmSync(marker)
    await (await openDatabase(settings)).close()
    await clear()
  })

  test('says that the server cannot be reached, and never the password', async () => {
    const { settings, clear } = await made('postgres')
    const databaseUrl = 'postgres://me:secret-word@127.0.0.1:1/none'
    const message = await refusal({ ...settings, databaseUrl })
    expect(message).toContain('ECONNREFUSED')
    expect(message).not.toContain('secret-word')
    expect(await refusal({ ...settings, databaseUrl: 'not a url' })).not.toContain('not a url')
    await clear()
  })
})
