import 'server-only'
import { Kysely, type RawBuilder } from 'kysely'
import type { Backend, Nudges, StoreKind } from './backend'
import { openEmbedded } from './dialects/embedded'
import { openPostgres } from './dialects/postgres'
import { guardedSoon } from './failures'
import { migrate, storeIdOf } from './migrate'
import type { Tables } from './schema'
import { StoreError } from './store-error'
import { assertExpected, assertKind, readMarker, writeMarker } from './store-identity'

export type Database = Nudges & {
  kysely: Kysely<Tables>
  kind: StoreKind
  /** The database's clock as an expression, epoch milliseconds: replicas compare times by nothing else. */
  clock: RawBuilder<number>
  /** The same, read; epoch milliseconds. Throws `journal.unavailable`. */
  now(): Promise<number>
  /** Throws `journal.unavailable` when the store cannot be used, within a second. */
  check(): Promise<void>
  close(): Promise<void>
}

export type DatabaseSettings = { dataDir: string; databaseUrl?: string }

/**
 * Opens the store, made and brought up to date where needed: PostgreSQL when there is a `databaseUrl`, else one file
 * in `dataDir`. Throws {@link StoreError} when the store that an earlier start made is missing, damaged or not this one.
 */
export async function openDatabase({ dataDir, databaseUrl }: DatabaseSettings): Promise<Database> {
  const kind = databaseUrl === undefined ? 'embedded' : 'postgres'
  const marker = readMarker(dataDir)
  assertKind(marker, kind, dataDir)
  const backend =
    databaseUrl === undefined
      ? openEmbedded(dataDir, marker !== null)
      : await openPostgres(databaseUrl)
  const kysely = new Kysely<Tables>({ dialect: backend.dialect })
  const close = async () => {
    await kysely.destroy()
    await backend.close()
  }
  try {
    await backend.alone(async () => {
      assertExpected(marker, await storeIdOf(kysely, backend.words), dataDir)
      await migrate(kysely, backend.words)
      const id = await usableStore(kysely, backend)
      if (marker === null) leaveMarker(dataDir, id, backend)
    })
  } catch (error) {
    await close()
    throw error instanceof StoreError ? error : damaged(error)
  }
  return {
    kysely,
    kind,
    clock: backend.words.clock,
    now: () => guardedSoon(() => readClock(kysely, backend)),
    check: () => guardedSoon(async () => void (await usableStore(kysely, backend))),
    publish: backend.publish,
    subscribe: backend.subscribe,
    close,
  }
}

async function readClock(kysely: Kysely<Tables>, { words }: Backend): Promise<number> {
  const { now } = await kysely.selectNoFrom(words.clock.as('now')).executeTakeFirstOrThrow()
  return now
}

/** The store's id, read together with the journal, so that a lost table shows. */
async function usableStore(kysely: Kysely<Tables>, { words }: Backend): Promise<string> {
  const id = await storeIdOf(kysely, words)
  await kysely.selectFrom('changes').select('id').limit(1).execute()
  if (id === null) throw new Error('its id is gone')
  return id
}

/** In PostgreSQL the row is the mark and replicas may have no disk to write to; the file only adds to it. */
function leaveMarker(dataDir: string, id: string, { kind }: Backend): void {
  try {
    writeMarker(dataDir, { id, kind })
  } catch (cause) {
    if (kind === 'postgres') return
    throw new StoreError(`${dataDir} cannot be written to.`, { cause })
  }
}

function damaged(cause: unknown): StoreError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StoreError(`The store is damaged or cannot be used (${reason}).`, { cause })
}
