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

/** False where this machine has no PostgreSQL; the run said so at its start. */
export const isHere = (kind: StoreKind) => kind === 'embedded' || inject('postgres') !== null

/** Where a new, empty store can be opened, and how to be rid of it. */
export type Place = { settings: DatabaseSettings; clear(): Promise<void> }

export async function newPlace(kind: StoreKind, server = inject('postgres')): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'console-store-'))
  const clearFolder = async () => rmSync(dataDir, { recursive: true, force: true })
  if (kind === 'embedded') return { settings: { dataDir }, clear: clearFolder }
  if (server === null) throw new Error('no PostgreSQL here')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runSql(server, `create database ${name}`)
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href
  // The database goes with its server: to drop it would be a checkpoint each.
  return { settings: { dataDir, databaseUrl }, clear: clearFolder }
}
