import 'server-only'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { StoreKind } from './backend'
import { createPrivateDirectory } from './private-files'
import { StoreError } from './store-error'

const storeIdentitySchema = z.object({ id: z.string(), kind: z.enum(['embedded', 'postgres']) })

/** Identifies the store that an earlier start created; kept in `DATA_DIR/store.json`. */
export type StoreIdentity = z.infer<typeof storeIdentitySchema>

export const identityFile = (dataDir: string) => join(dataDir, 'store.json')

/**
 * Null if no store was created from this folder. Throws {@link StoreError} for an unreadable file.
 */
export function readIdentity(dataDir: string): StoreIdentity | null {
  const file = identityFile(dataDir)
  try {
    return storeIdentitySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (isMissing(error)) return null
    throw new StoreError(
      `The identity ${file} cannot be read, so it is not known which store to expect. Put it back from a backup, or remove it if you know that the store is the right one.`,
      { cause: error },
    )
  }
}

/**
 * Throws {@link StoreError} when the settings name another kind of store than the one with this
 * console's history.
 */
export function assertSameKind(
  identity: StoreIdentity | null,
  kind: StoreKind,
  dataDir: string,
): void {
  if (identity === null || identity.kind === kind) return
  const [created, configured] =
    identity.kind === 'embedded'
      ? ['embedded (console.db)', 'DATABASE_URL names a PostgreSQL server']
      : ['in PostgreSQL', 'DATABASE_URL is not set']
  throw new StoreError(
    `The store of this console was created ${created}, but ${configured}. Set it back; to start with an empty store, remove ${identityFile(dataDir)}.`,
  )
}

/**
 * Throws {@link StoreError} for an empty or foreign store. `found` is the id in the store, null if
 * it is empty.
 */
export function assertSameStore(
  identity: StoreIdentity | null,
  found: string | null,
  dataDir: string,
): void {
  if (identity === null || identity.id === found) return
  const reason = found === null ? 'is empty' : 'is not the one that was created from here'
  throw new StoreError(
    `The store ${reason}. Restore the right one from a backup; to use this one, remove ${identityFile(dataDir)}.`,
  )
}

/** Written atomically: a half-written file would prevent every later start. */
export function writeIdentity(dataDir: string, identity: StoreIdentity): void {
  createPrivateDirectory(dataDir)
  const file = identityFile(dataDir)
  const descriptor = openSync(`${file}.new`, 'w', 0o600)
  try {
    writeSync(descriptor, `${JSON.stringify(identity)}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(`${file}.new`, file)
}

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
