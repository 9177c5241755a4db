import 'server-only'
import { inject } from 'vitest'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import type { StoreKind } from '../backend'
import type { DatabaseSettings } from '../database'
import { createDatabase } from './postgres'

export const kinds: readonly StoreKind[] = ['embedded', 'postgres']

/** False when this machine has no PostgreSQL; the run reports that at its start. */
export function isAvailable(kind: StoreKind): boolean {
  if (kind === 'embedded') return true
  const server = inject('postgres')
  if (server === undefined) throw new Error('list this test in databaseTests of vitest.config.ts')
  return server !== null
}

/** Settings of a new, empty store, which is removed after the test file. */
export async function createStoreSettings(
  kind: StoreKind,
  server = inject('postgres'),
): Promise<DatabaseSettings> {
  const dataDir = createTempFolder('store')
  if (kind === 'embedded') return { dataDir }
  if (server === null) throw new Error('no PostgreSQL here')
  return { dataDir, databaseUrl: await createDatabase(server) }
}
