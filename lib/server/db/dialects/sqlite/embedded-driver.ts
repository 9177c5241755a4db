import 'server-only'
import {
  type CompiledQuery,
  type DatabaseConnection,
  DeleteQueryNode,
  type Driver,
  InsertQueryNode,
  type QueryResult,
  SelectQueryNode,
  UpdateQueryNode,
} from 'kysely'
import type Libsql from 'libsql'
import type { FileIdentity } from './file-identity'
import {
  createStatementCache,
  type PreparedStatement,
  prepareStatement,
  type StatementCache,
} from './statement-cache'
import type { UnsyncedWrites } from './unsynced-writes'

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
  readonly #statements: StatementCache
  readonly #unsyncedWrites: UnsyncedWrites
  /** At first as `openEmbedded` sets it. */
  #commitsWait = true
  #transaction: DatabaseConnection | null = null

  constructor(db: Libsql.Database, watch: FileIdentity, unsyncedWrites: UnsyncedWrites) {
    this.#db = db
    this.#watch = watch
    this.#statements = createStatementCache(db)
    this.#unsyncedWrites = unsyncedWrites
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

  /** Runs a query that returns rows outside transactions. */
  async read<R>(query: CompiledQuery<R>): Promise<R[]> {
    return (await this.#retryWhileLocked(null, () => this.#execute<R>(query))).rows
  }

  async beginTransaction(connection: DatabaseConnection) {
    await this.#retryWhileLocked(connection, () => {
      this.#begin({ commitWaits: true })
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
  async destroy() {
    this.#statements.clear()
  }

  async #retryWhileLocked<T>(connection: DatabaseConnection | null, attempt: () => T): Promise<T> {
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
  #begin({ commitWaits }: { commitWaits: boolean }) {
    this.#watch.assertSame()
    this.#setCommitsWait(commitWaits)
    this.#db.exec('begin immediate')
  }

  /**
   * Sets whether commits wait for the disk; SQLite allows that between transactions. One that waits
   * also brings the earlier ones to the disk, because all of them are in one write-ahead log.
   */
  #setCommitsWait(commitsWait: boolean) {
    if (this.#commitsWait === commitsWait) return
    this.#db.exec(`pragma synchronous = ${commitsWait ? 'full' : 'normal'}`)
    this.#commitsWait = commitsWait
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
    this.#begin({ commitWaits: !this.#unsyncedWrites.has(query) })
    try {
      const result = this.#execute<R>(query)
      this.#db.exec('commit')
      return result
    } catch (error) {
      this.#rollback()
      throw error
    }
  }

  #execute<R>({ sql, parameters, query }: CompiledQuery): QueryResult<R> {
    this.#watch.assertSame()
    const run = ({ statement, isReader }: PreparedStatement): QueryResult<R> => {
      if (isReader) return { rows: rowsOf<R>(statement.all(parameters)) }
      return { numAffectedRows: BigInt(statement.run(parameters).changes), rows: [] }
    }
    return isRepeated(query) ? this.#statements.use(sql, run) : run(prepareStatement(this.#db, sql))
  }
}

/** Statements of migrations and of single purposes are not worth a place in the cache. */
const isRepeated = (query: CompiledQuery['query']) => SelectQueryNode.is(query) || isDml(query)

const isWrite = ({ query }: CompiledQuery) => isDml(query)

const isDml = (query: CompiledQuery['query']) =>
  InsertQueryNode.is(query) || UpdateQueryNode.is(query) || DeleteQueryNode.is(query)

/** Kysely types rows by the query; a driver cannot check them. */
const rowsOf = <R>(rows: unknown[]) => rows as R[]

/** Another process holds the lock of the file. */
export const isBusy = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED')
