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
import type { FileWatch } from './file-identity'

/** How long a statement waits for another process's lock or another's transaction before it fails (faults §4). */
const PATIENCE_MS = 800
const RETRY_MS = 5

/**
 * Kysely's own SQLite driver queues everything behind one mutex: fifty writes that each wait for a lock would wait
 * in line. Here a statement is one synchronous call that needs no mutex; only a transaction keeps the others out, and
 * whoever waits does so with a timer, so reads go on while a write is locked out.
 */
export class EmbeddedDriver implements Driver {
  readonly #db: Libsql.Database
  readonly #watch: FileWatch
  #transaction: DatabaseConnection | null = null

  constructor(db: Libsql.Database, watch: FileWatch) {
    this.#db = db
    this.#watch = watch
  }

  async init() {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const connection: DatabaseConnection = {
      executeQuery: <R>(query: CompiledQuery) =>
        this.#patiently(connection, () => this.#run<R>(query)),
      // biome-ignore lint/correctness/useYield: the interface wants a generator; long reads go by pages
      async *streamQuery() {
        throw new Error('the embedded store does not stream')
      },
    }
    return connection
  }

  async beginTransaction(connection: DatabaseConnection) {
    await this.#patiently(connection, () => {
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

  /** The file is closed by whoever opened it. */
  async destroy() {}

  async #patiently<T>(connection: DatabaseConnection, attempt: () => T): Promise<T> {
    for (const until = Date.now() + PATIENCE_MS; ; ) {
      const waiting = this.#transaction !== null && this.#transaction !== connection
      try {
        if (!waiting) return attempt()
      } catch (error) {
        if (!isBusy(error) || Date.now() >= until) throw error
      }
      if (waiting && Date.now() >= until) throw new Error('another transaction takes too long')
      await new Promise((done) => setTimeout(done, RETRY_MS))
    }
  }

  /** IMMEDIATE takes the write lock at the start, where waiting is possible; later SQLite would refuse for good. */
  #begin() {
    this.#watch.assertSame()
    this.#db.exec('begin immediate')
  }

  /** A full disk rolls back by itself, and to roll back nothing is an error. */
  #rollback() {
    if (this.#db.inTransaction) this.#db.exec('rollback')
  }

  /**
   * A lone write takes the lock with a statement of its own: one that found the file locked stays half begun in this
   * driver until it is collected, and holds the whole connection to what the file was then.
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

/** Kysely types rows by the query it built; a driver can only pass that on. */
const rowsOf = <R>(rows: unknown[]) => rows as R[]

/** True where another process holds the lock of the file. */
export const isBusy = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED')
