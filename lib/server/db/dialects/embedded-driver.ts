import 'server-only'
import {
  type CompiledQuery,
  type DatabaseConnection,
  DeleteQueryNode,
  type Driver,
  InsertQueryNode,
  type QueryResult,
  UpdateQueryNode,
} from 'kysely'
import type Libsql from 'libsql'
import type { FileIdentity } from './file-identity'

/**
 * A statement fails after waiting this long for a lock
 * (docs/save-guarantees.md#limits-and-timings).
 */
const LOCK_TIMEOUT_MS = 800
const RETRY_MS = 5

/**
 * Kysely's own SQLite driver serialises everything behind one mutex, so fifty writes that wait for
 * a lock would wait one after the other. Here a statement is one synchronous call without a mutex.
 * Only a transaction excludes others, and waiting uses a timer, so reads continue while a write
 * waits.
 */
export class EmbeddedDriver implements Driver {
  readonly #db: Libsql.Database
  readonly #watch: FileIdentity
  #transaction: DatabaseConnection | null = null

  constructor(db: Libsql.Database, watch: FileIdentity) {
    this.#db = db
    this.#watch = watch
  }

  async init() {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const connection: DatabaseConnection = {
      executeQuery: <R>(query: CompiledQuery) =>
        this.#retryWhileLocked(connection, () => this.#run<R>(query)),
      // biome-ignore lint/correctness/useYield: the interface requires a generator
      async *streamQuery() {
        throw new Error('the embedded store does not stream')
      },
    }
    return connection
  }

  async beginTransaction(connection: DatabaseConnection) {
    await this.#retryWhileLocked(connection, () => {
      this.#begin()
      this.#transaction = connection
    })
  }

  async commitTransaction() {
    this.#db.exec('commit')
    this.#transaction = null
  }

  async rollbackTransaction() {
    this.#transaction = null
    this.#rollback()
  }

  async releaseConnection() {}

  /** `openEmbedded` owns the file and closes it. */
  async destroy() {}

  async #retryWhileLocked<T>(connection: DatabaseConnection, attempt: () => T): Promise<T> {
    for (const until = performance.now() + LOCK_TIMEOUT_MS; ; ) {
      const waiting = this.#transaction !== null && this.#transaction !== connection
      try {
        if (!waiting) return attempt()
      } catch (error) {
        if (!isBusy(error) || performance.now() >= until) throw error
      }
      if (waiting && performance.now() >= until)
        throw new Error('another transaction takes too long')
      await new Promise((done) => setTimeout(done, RETRY_MS))
    }
  }

  /**
   * IMMEDIATE takes the write lock at the start, where a retry is possible; later SQLite would fail
   * the transaction.
   */
  #begin() {
    this.#watch.assertSame()
    this.#db.exec('begin immediate')
  }

  /** SQLite rolls back by itself when the disk is full; a second rollback is an error. */
  #rollback() {
    if (this.#db.inTransaction) this.#db.exec('rollback')
  }

  /**
   * A single write opens its own transaction. In this driver a statement that met a lock stays open
   * until it is garbage collected, and keeps the whole connection at that snapshot.
   */
  #run<R>(query: CompiledQuery): QueryResult<R> {
    if (this.#transaction !== null || !isWrite(query)) return this.#execute(query)
    this.#begin()
    try {
      const result = this.#execute<R>(query)
      this.#db.exec('commit')
      return result
    } catch (error) {
      this.#rollback()
      throw error
    }
  }

  #execute<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    this.#watch.assertSame()
    const statement = this.#db.prepare<unknown[]>(sql)
    if (statement.reader) return { rows: rowsOf<R>(statement.all(parameters)) }
    const { changes } = statement.run(parameters)
    return { numAffectedRows: BigInt(changes), rows: [] }
  }
}

const isWrite = ({ query }: CompiledQuery) =>
  InsertQueryNode.is(query) || UpdateQueryNode.is(query) || DeleteQueryNode.is(query)

/** Kysely types rows by the query; a driver cannot check them. */
const rowsOf = <R>(rows: unknown[]) => rows as R[]

/** Another process holds the lock of the file. */
export const isBusy = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED')
