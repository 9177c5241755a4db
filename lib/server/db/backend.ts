import 'server-only'
import type { Dialect, RawBuilder } from 'kysely'

export type StoreKind = 'embedded' | 'postgres'

/** The few places where SQL cannot be the same text in both databases. */
export type Words = {
  /** The database's clock, epoch milliseconds. */
  clock: RawBuilder<number>
  /** One row per table of this store: `name`. */
  tables: RawBuilder<{ name: string }>
  /** Statements that make rows of `changes` final: once settled no UPDATE, and never a DELETE. */
  seal: readonly RawBuilder<unknown>[]
  /** Statements that tell the planner how narrow each index of `changes` is, where it does not find out by itself. */
  statistics: readonly RawBuilder<unknown>[]
}

/** `nudge` gets what was published; `missed` is called when some may have been lost, so "read everything again". */
export type Subscriber = { nudge(payload: string): void; missed?(): void }

export type Nudges = {
  /** Tells every subscriber in every process of this store, this one included. At most 7,900 bytes. */
  publish(payload: string): Promise<void>
  /** Returns the way out. */
  subscribe(subscriber: Subscriber): () => void
}

/** What a kind of database brings; all else is the same code. */
export type Backend = Nudges & {
  kind: StoreKind
  dialect: Dialect
  words: Words
  /** Runs `work` while no other process of this store is migrating. */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** Gives back what the dialect does not own. */
  close(): Promise<void>
}
