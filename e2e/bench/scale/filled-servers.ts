import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import { largeRoomFile, makeLargeDirectory } from '@/lib/server/db/testing/large-directory'
import { makeLongStore } from '@/lib/server/db/testing/long-journal'
import { createDatabase, startPostgres } from '@/lib/server/db/testing/postgres'
import { type Servers, startServers } from '../../support/servers'
import { METRICS_TOKEN } from '../console-metrics'

export type StoreSettings = { dataDir: string; databaseUrl?: string }

/** Calls `measure` with new stores, one after the other. PostgreSQL is skipped where there is none. */
export async function forEachStore(
  measure: (name: string, createStore: () => Promise<StoreSettings>) => Promise<void>,
): Promise<void> {
  await measure('embedded', async () => ({ dataDir: createTempFolder('bench-store') }))
  const server = await startPostgres()
  if (typeof server === 'string') return console.warn(`postgres: SKIPPED: ${server}`)
  try {
    await measure('postgres', async () => ({
      dataDir: createTempFolder('bench-store'),
      databaseUrl: await createDatabase(server.url),
    }))
  } finally {
    await server.stop()
  }
}

/** Starts both servers with `rooms` rooms, which are in the directory, and `changes` other changes. */
export async function startFilledServers(
  { dataDir, databaseUrl }: StoreSettings,
  { rooms, changes = 0 }: { rooms: number; changes?: number },
  settings: Record<string, string> = {},
): Promise<Servers> {
  const store = { dataDir, databaseUrl }
  await makeLargeDirectory(store, rooms)
  if (changes > 0) await makeLongStore(store, changes)
  const emulatorFolder = createTempFolder('bench-emulator')
  mkdirSync(join(emulatorFolder, 'emulator'))
  writeFileSync(join(emulatorFolder, 'emulator', 'rooms.json'), largeRoomFile(rooms))
  return startServers(
    { DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '', METRICS_TOKEN, ...settings },
    { DATA_DIR: emulatorFolder },
  )
}
