import 'server-only'
import type { Dialect, RawBuilder } from 'kysely'

export type StoreKind = 'embedded' | 'postgres'

/** SQL that differs between the two databases. */
export type SqlDialect = {
  /** The database's clock in epoch milliseconds. */
  clock: RawBuilder<number>
  /** One row per table of this store. */
  tableNames: RawBuilder<{ name: string }>
  /** Triggers on `changes` that refuse to update a settled row or to delete any. */
  immutabilityTriggers: readonly RawBuilder<unknown>[]
  /** Count what a replica of an earlier version settles; none where one process owns the store. */
  roomOrderTriggers: readonly RawBuilder<unknown>[]
  /** Selectivity of each index of `changes`, for a planner that does not measure it. */
  plannerStatistics: readonly RawBuilder<unknown>[]
}

/** `onGap` is called when messages may have been lost: read everything again. */
export type Subscriber = { onMessage(payload: string): void; onGap?(): void }

export type Notifications = {
  /**
   * Reaches every subscriber in every process of this store, this one included. At most 7,900
   * bytes.
   */
  publish(payload: string): Promise<void>
  /** Returns the function that unsubscribes. */
  subscribe(subscriber: Subscriber): () => void
}

/** What differs between the two databases; all other code is shared. */
export type Backend = Notifications & {
  kind: StoreKind
  dialect: Dialect
  sqlDialect: SqlDialect
  /** Runs `work` while no other process migrates this store. */
  withMigrationLock<T>(work: () => Promise<T>): Promise<T>
  /** Releases resources that the Kysely dialect does not own. */
  close(): Promise<void>
}
