import 'server-only'
import type { Generated, Selectable } from 'kysely'
import type { AuditAction, AuditAuthor } from '@/lib/shared/audit/audit-entry'
import type { Outcome } from '@/lib/shared/changes/change'
import type { BatchTables } from './batch-schema'
import type { PeopleTables } from './people-schema'

/**
 * Types that both databases share: text, 64-bit integers, JSON as text. Times are epoch
 * milliseconds by the database's clock, so that replicas with wrong clocks agree; only `read_at`
 * comes from the process that read the room.
 */
export type ChangesTable = {
  id: string
  room: string
  source: 'console' | 'restore' | 'outside'
  person_id: string | null
  person_name: string | null
  at: number
  note: string | null
  changes: string
  outcome: Outcome
  results: string
  settled_at: number | null
  /** Counts the settled changes of the room; 0 until it settles, and in rows of earlier versions. */
  room_order: Generated<number>
  read_at: number | null
  /** The last read before an external change; it happened between that and `read_at`. */
  previous_read_at: number | null
  restores: string | null
  engine: string | null
  after: string | null
  /** JSON; null if no webhook names an author. */
  claimed_by: string | null
  problem: string | null
  idempotency_key: string | null
  digest: string | null
  holder: string | null
  heartbeat_at: number | null
  calls: string
  batch_id: string | null
  preset_id: string | null
  /** The name at that moment; null if the preset was deleted before. */
  preset_name: string | null
}

export type ChangeRow = Selectable<ChangesTable>

/**
 * A key of a settled change. As JSON, because the text of PostgreSQL holds no NUL. `is_applied` is 1 if
 * the change wrote the key; order and time are those of the change.
 */
export type ChangedKeysTable = {
  key_json: string
  room: string
  is_applied: number
  room_order: number
  settled_at: number
  change_id: string
}

/** One row that identifies the store, written in the transaction that creates the tables. */
export type StoreTable = { id: string; created_at: number }

/**
 * A past observation window: first and last read of a room that was read regularly; epoch
 * milliseconds. The current window of a room is in its row of the directory.
 */
export type SightingsTable = { id: string; room: string; since: number; until: number }

/** Append-only; the person is null unless someone signed in did it. `changes` is JSON. */
export type AuditLogTable = {
  id: string
  at: number
  action: AuditAction
  source: AuditAuthor['source']
  person_id: string | null
  person_name: string | null
  subject_id: string
  subject_name: string
  changes: string
}

/**
 * A room of the directory. `number` joins it to the search index. Times are epoch milliseconds; 0
 * sorts what is not known last. `crawl` is the last walk through the room list that met the room.
 */
export type RoomsTable = {
  number: Generated<number>
  id: string
  name: string
  /** Name or id, folded, for sorting. */
  sort_name: string
  host: string | null
  /** JSON. */
  category: string
  views: number
  opened_at: number
  /** 1 or 0; null if unknown. */
  is_public: number | null
  crawl: number
  ended_at: number | null
  /** The last known metadata as JSON; null if it was never read. */
  entries: string | null
  /** The newest settled change when `entries` were read. */
  change_id: string | null
  /** Since then it was read regularly; null if it was never read. */
  observed_since: number | null
  last_read_at: number
  changed_at: number
  search_text: string
}

/** One row: how far the crawl of the room list is. `problem` is null after a success. */
export type DirectoryStateTable = {
  id: number
  crawl: number
  first_page_at: number | null
  crawl_started_at: number | null
  rooms: number
  problem: string | null
  ref: string | null
}

/** Which process does a background job that only one may do. */
export type WorkerLeasesTable = { name: string; holder: string | null; beat: number }

/** One version of the key catalogue; the person is null unless someone signed in wrote it. */
export type CatalogueVersionsTable = {
  version: number
  at: number
  person_id: string | null
  person_name: string | null
  keys: string
}

export type Tables = PeopleTables &
  BatchTables & {
    audit_log: AuditLogTable
    catalogue_versions: CatalogueVersionsTable
    changes: ChangesTable
    changed_keys: ChangedKeysTable
    rooms: RoomsTable
    directory_state: DirectoryStateTable
    worker_leases: WorkerLeasesTable
    console_store: StoreTable
    sightings: SightingsTable
  }
