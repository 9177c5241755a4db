import 'server-only'
import type { Selectable } from 'kysely'
import type { Outcome } from '@/lib/shared/changes/change'
import type { PeopleTables } from './people-schema'

/**
 * The subset both databases share: text, 64-bit integers, JSON as text. Times are epoch milliseconds of the
 * database's own clock, so that replicas with wrong clocks agree; only `read_at` is the reader's.
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
  read_at: number | null
  restores: string | null
  engine: string | null
  after: string | null
  problem: string | null
  idempotency_key: string | null
  digest: string | null
  holder: string | null
  heartbeat_at: number | null
  calls: string
}

export type ChangeRow = Selectable<ChangesTable>

/** One row, written in the transaction that makes the tables: which store this is. */
export type StoreTable = { id: string; created_at: number }

/** When a room was read every few seconds, from the first read to the last; epoch milliseconds. */
export type SightingsTable = { id: string; room: string; since: number; until: number }

export type Tables = PeopleTables & {
  changes: ChangesTable
  console_store: StoreTable
  sightings: SightingsTable
}
