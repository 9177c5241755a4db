import 'server-only'
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import type Libsql from 'libsql'
import type { FileWatch } from './file-identity'

/** How long a statement waits for another process's lock or another's transaction before it fails (faults §4). */
const PATIENCE_MS = 800
const RETRY_MS = 5

const BEGIN = CompiledQuery.raw('begin immediate')
const COMMIT = CompiledQuery.raw('commit')
const ROLLBACK = CompiledQuery.raw('rollback')

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
        this.#patiently(connection, () => this.#execute<R>(query)),
      // biome-ignore lint/correctness/useYield: the interface wants a generator; long reads go by pages
      async *streamQuery() {
        throw new Error('the embedded store does not stream')
      },
    }
    return connection
  }

  /** IMMEDIATE takes the write lock at the start, where waiting is possible; later SQLite would refuse for good. */
  async beginTransaction(connection: DatabaseConnection) {
    await this.#patiently(connection, () => {
      this.#execute(BEGIN)
      this.#transaction = connection
    })
  }

  async commitTransaction(connection: DatabaseConnection) {
    await this.#patiently(connection, () => {
      this.#execute(COMMIT)
      this.#transaction = null
    })
  }

  async rollbackTransaction() {
    this.#transaction = null
    // A full disk rolls back by itself, and to roll back nothing is an error.
    if (this.#db.inTransaction) this.#execute(ROLLBACK)
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

  #execute<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    this.#watch.assertSame()
    const statement = this.#db.prepare<unknown[]>(sql)
    if (statement.reader) return { rows: rowsOf<R>(statement.all(parameters)) }
    const { changes } = statement.run(parameters)
    return { numAffectedRows: BigInt(changes), rows: [] }
  }
}

/** Kysely types rows by the query it built; a driver can only pass that on. */
const rowsOf = <R>(rows: unknown[]) => rows as R[]

const isBusy = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED')
