import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { attachDatabase, openDatabase } from './database'
import { createJournal } from './repositories/journal/journal'
import { StoreError } from './store-error'
import { createStoreSettings, isAvailable, kinds } from './testing/databases'
import { newChange } from './testing/new-changes'
import { spawnWriter } from './testing/writer-process'

async function messageOf(opening: Promise<{ close(): Promise<void> }>): Promise<string> {
  const error = await opening.then(
    (database) => database.close().then(() => 'it opened'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StoreError)
  return error instanceof Error ? error.message : ''
}

describe('the embedded store', () => {
  test('has one owner, until that closes it', async () => {
    const settings = await createStoreSettings('embedded')
    const first = await openDatabase(settings)
    expect(await messageOf(openDatabase(settings))).toContain('in use by another console process')
    await first.check()
    await first.close()
    await (await openDatabase(settings)).close()
  })

  test('loses its owner when that process is killed', async () => {
    const settings = await createStoreSettings('embedded')
    const owner = spawnWriter(settings)
    await new Promise((opened) => owner.stdout.once('data', opened))
    expect(await messageOf(openDatabase(settings))).toContain('in use')
    const ended = new Promise((done) => owner.once('exit', done))
    owner.kill('SIGKILL')
    await ended
    await (await openDatabase(settings)).close()
  })

  test('is not created by a command line tool', async () => {
    const settings = await createStoreSettings('embedded')
    expect(await messageOf(attachDatabase(settings))).toContain('There is no store')
    expect(existsSync(join(settings.dataDir, 'console.db'))).toBe(false)
  })
})

describe.each(kinds)('a command line tool on %s', (kind) => {
  const it = test.skipIf(!isAvailable(kind))

  it('reads and writes the store beside the running server', async () => {
    const settings = await createStoreSettings(kind)
    const server = await openDatabase(settings)
    const tool = await attachDatabase(settings)
    const { change } = (await createJournal(tool).insertPending(newChange())).record
    expect((await createJournal(server).find(change.id))?.change).toEqual(change)
    await tool.close()
    await server.check()
    await server.close()
  })

  it('refuses a store of another version instead of migrating it', async () => {
    const settings = await createStoreSettings(kind)
    const server = await openDatabase(settings)
    await sql`delete from kysely_migration where name > '002'`.execute(server.kysely)
    await server.close()
    expect(await messageOf(attachDatabase(settings))).toContain('another version')
  })
})
