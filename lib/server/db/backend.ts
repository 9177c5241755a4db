import 'server-only'
import type {
  ColumnBuilderCallback,
  CompiledQuery,
  Dialect,
  Expression,
  KyselyPlugin,
  RawBuilder,
} from 'kysely'

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
  /** Triggers on `audit_log` that refuse to update or delete any row. */
  auditTriggers: readonly RawBuilder<unknown>[]
  /** Selectivity of each index of `changes`, for a planner that does not measure it. */
  plannerStatistics: readonly RawBuilder<unknown>[]
  roomIndex: RoomIndexDialect
  changedKeys: ChangedKeysDialect
}

/** The keys of settled changes, in the table `changed_keys`. */
export type ChangedKeysDialect = {
  /** Insert the keys of each change when it settles. */
  triggers: readonly RawBuilder<unknown>[]
  /** Inserts those of the settled rows of `changes c` that meet the condition. */
  insert(condition: RawBuilder<unknown>): RawBuilder<unknown>
}

/**
 * The search index of the directory: the terms of each room, by its number. Terms are ASCII letters
 * and digits.
 */
export type RoomIndexDialect = {
  /** The type and the options of the column `rooms.number`, which numbers rows by itself. */
  numberColumn: { type: 'integer' | 'bigint'; build: ColumnBuilderCallback }
  /** A text type that compares by code points, whatever the locale of the database. */
  binaryText: Expression<unknown>
  /** A column of that type, compared so that an index of usual text serves. */
  asUsualText(column: string): RawBuilder<string>
  create: readonly RawBuilder<unknown>[]
  /** Replaces the terms of a room. */
  write(room: number, terms: readonly string[]): RawBuilder<unknown>
  remove(rooms: readonly number[]): RawBuilder<unknown>
  /** Some `limit` rooms that have all terms, or all of them if there are fewer. */
  find(terms: readonly string[], limit: number): RawBuilder<{ number: number }>
  /** At most `limit` rooms above `after` that have all terms, ascending. */
  findAfter(terms: readonly string[], after: number, limit: number): RawBuilder<{ number: number }>
  /** A condition of a sorted query on `rooms`: the room is active and has all terms. */
  hasTerms(terms: readonly string[]): RawBuilder<boolean>
  /** Lets one transaction at a time write to the directory; null where that is so anyway. */
  writeLock: RawBuilder<unknown> | null
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
  /** Keeps the statement of this text prepared on each connection from its first use. */
  keepPrepared(sql: string): void
  /** Runs a query that returns rows, outside transactions, in fewer steps than Kysely. */
  read?<Row>(query: CompiledQuery<Row>): Promise<Row[]>
  /** Plugins of the Kysely instance whose commits need not wait for the disk. */
  unsyncedPlugins: readonly KyselyPlugin[]
  /** Runs `work` while no other process migrates this store. */
  withMigrationLock<T>(work: () => Promise<T>): Promise<T>
  /** Releases resources that the Kysely dialect does not own. */
  close(): Promise<void>
}
