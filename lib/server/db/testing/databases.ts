import 'server-only'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { StoreKind } from '../backend'
import type { DatabaseSettings } from '../database'
import { runSql } from './run-sql'

export const kinds: readonly StoreKind[] = ['embedded', 'postgres']

/** False when this machine has no PostgreSQL; the run reports that at its start. */
export function isAvailable(kind: StoreKind): boolean {
  if (kind === 'embedded') return true
  const server = inject('postgres')
  if (server === undefined) throw new Error('list this test in databaseTests of vitest.config.ts')
  return server !== null
}

/** Settings of a new, empty store, and how to remove it. */
export type StoreLocation = { settings: DatabaseSettings; clear(): Promise<void> }

export async function createStoreLocation(
  kind: StoreKind,
  server = inject('postgres'),
): Promise<StoreLocation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'console-store-'))
  const clearFolder = async () => rmSync(dataDir, { recursive: true, force: true })
  if (kind === 'embedded') return { settings: { dataDir }, clear: clearFolder }
  if (server === null) throw new Error('no PostgreSQL here')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runSql(server, `create database ${name}`)
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href
  // Dropping each database would cost a checkpoint; they disappear with the server.
  return { settings: { dataDir, databaseUrl }, clear: clearFolder }
}
