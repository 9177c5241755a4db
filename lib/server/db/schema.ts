import 'server-only'
import type { Generated, Selectable } from 'kysely'
import type { Outcome } from '@/lib/shared/changes/change'
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
}

export type ChangeRow = Selectable<ChangesTable>

/** One row that identifies the store, written in the transaction that creates the tables. */
export type StoreTable = { id: string; created_at: number }

/**
 * An observation window: first and last read of a room that was read every few seconds; epoch
 * milliseconds.
 */
export type SightingsTable = { id: string; room: string; since: number; until: number }

export type Tables = PeopleTables & {
  changes: ChangesTable
  console_store: StoreTable
  sightings: SightingsTable
}
