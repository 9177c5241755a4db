import 'server-only'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { StoreKind } from './backend'
import { StoreError } from './store-error'

const markerSchema = z.object({ id: z.string(), kind: z.enum(['embedded', 'postgres']) })

/** What an earlier start made, as `DATA_DIR/store.json` tells. */
export type Marker = z.infer<typeof markerSchema>

export const markerFile = (dataDir: string) => join(dataDir, 'store.json')

/** Null where no store was made from this folder. Throws {@link StoreError} for one that cannot be read. */
export function readMarker(dataDir: string): Marker | null {
  const file = markerFile(dataDir)
  try {
    return markerSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (isMissing(error)) return null
    throw new StoreError(
      `The marker ${file} cannot be read, so it is not known which store to expect. Put it back from a backup, or remove it if you know that the store is the right one.`,
      { cause: error },
    )
  }
}

/** Refuses to go on with another kind of store than the one that holds this console's history. */
export function assertKind(marker: Marker | null, kind: StoreKind, dataDir: string): void {
  if (marker === null || marker.kind === kind) return
  const [made, asked] =
    marker.kind === 'embedded'
      ? ['embedded (console.db)', 'DATABASE_URL names a PostgreSQL server']
      : ['in PostgreSQL', 'DATABASE_URL is not set']
  throw new StoreError(
    `The store of this console was made ${made}, but ${asked}. Set it back; to begin anew, remove ${markerFile(dataDir)}.`,
  )
}

/** Refuses an empty or foreign store where `marker` expects one of ours. `found` is the id in the store, null = empty. */
export function assertExpected(marker: Marker | null, found: string | null, dataDir: string): void {
  if (marker === null || marker.id === found) return
  const what = found === null ? 'is empty' : 'is not the one that was made from here'
  throw new StoreError(
    `The store ${what}. Put the right one back from a backup; to go on with this one, remove ${markerFile(dataDir)}.`,
  )
}

/** Written whole or not at all: a torn marker would stop every later start. */
export function writeMarker(dataDir: string, marker: Marker): void {
  mkdirSync(dataDir, { recursive: true })
  const file = markerFile(dataDir)
  const descriptor = openSync(`${file}.new`, 'w')
  try {
    writeSync(descriptor, `${JSON.stringify(marker)}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(`${file}.new`, file)
}

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
