import 'server-only'
import type Libsql from 'libsql'

/** More texts than the console has; those with lists of several lengths make room for each other. */
const CAPACITY = 200

export type PreparedStatement = {
  statement: Libsql.Statement<unknown[]>
  /** Whether it returns rows. */
  isReader: boolean
}

export type StatementCache = {
  /** Calls `run` with the prepared statement of this text. */
  use<T>(sql: string, run: (prepared: PreparedStatement) => T): T
  clear(): void
}

export function prepareStatement(db: Libsql.Database, sql: string): PreparedStatement {
  const statement = db.prepare<unknown[]>(sql)
  return { statement, isReader: statement.reader }
}

/** Keeps statements prepared, because preparing one takes as long as running it. */
export function createStatementCache(db: Libsql.Database, capacity = CAPACITY): StatementCache {
  const cache = new Map<string, PreparedStatement>()

  return {
    use(sql, run) {
      const prepared = cache.get(sql) ?? prepareStatement(db, sql)
      // A statement that failed may stay open and keep the connection at its snapshot, until it is
      // garbage collected: it comes back only after it succeeded.
      cache.delete(sql)
      const result = run(prepared)
      cache.set(sql, prepared)
      for (const oldest of cache.keys()) {
        if (cache.size <= capacity) break
        cache.delete(oldest)
      }
      return result
    },
    clear: () => cache.clear(),
  }
}
