import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from './database'
import { createPeople } from './repositories/people/people'
import { author } from './testing/audit-author'
import { createStoreSettings } from './testing/databases'

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

/** The modes of the data directory and of its files while the store is open. */
async function openAndReadModes(dataDir: string) {
  const database = await openDatabase({ dataDir })
  const person = { email: 'a@example.com', name: 'A', role: 'viewer', passwordHash: null } as const
  await createPeople(database).add(person, author)
  const files = readdirSync(dataDir)
  const modes = new Set(files.map((file) => modeOf(join(dataDir, file))))
  await database.close()
  return { directory: modeOf(dataDir), files, modes: [...modes] }
}

it('only the user of the console can read the store', async () => {
  const settings = await createStoreSettings('embedded')
  const dataDir = join(settings.dataDir, 'new')
  const { directory, files, modes } = await openAndReadModes(dataDir)
  expect(files).toEqual(expect.arrayContaining(['console.db', 'console.db-wal', 'store.json']))
  expect([directory, modes]).toEqual(['700', ['600']])
})

it('a store that an earlier version left readable is closed to others', async () => {
  const settings = await createStoreSettings('embedded')
  const dataDir = join(settings.dataDir, 'open')
  mkdirSync(dataDir, { recursive: true })
  await (await openDatabase({ dataDir })).close()
  chmodSync(dataDir, 0o755)
  for (const file of readdirSync(dataDir)) chmodSync(join(dataDir, file), 0o644)
  writeFileSync(join(dataDir, 'console.db-wal'), '', { mode: 0o644 })
  const { directory, modes } = await openAndReadModes(dataDir)
  expect([directory, modes]).toEqual(['700', ['600']])
})
