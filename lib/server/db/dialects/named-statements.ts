import 'server-only'
import { createHash } from 'node:crypto'
import pg from 'pg'

/**
 * The statement of this name does not exist or exists already, because a pooler shares the session
 * with other clients; or a migration has changed the columns that it returns.
 */
const REFUSED_NAME_CODES: readonly (string | undefined)[] = ['26000', '42P05', '0A000']

/** The texts that PostgreSQL keeps parsed under a name on each connection. */
export type NamedStatements = {
  add(text: string): void
  /**
   * Calls `query` with the name of this text, or undefined if it has none. If the server refuses
   * the name, calls it again without one, and never uses names again.
   */
  run<T>(text: string, query: (name: string | undefined) => Promise<T>): Promise<T>
}

export function createNamedStatements(): NamedStatements {
  const names = new Map<string, string>()
  let isUsable = true
  return {
    add: (text) => void names.set(text, toName(text)),
    async run(text, query) {
      const name = isUsable ? names.get(text) : undefined
      if (name === undefined) return query(undefined)
      try {
        return await query(name)
      } catch (error) {
        if (!(error instanceof pg.DatabaseError && REFUSED_NAME_CODES.includes(error.code))) {
          throw error
        }
        isUsable = false
        return query(undefined)
      }
    },
  }
}

/** Equal in every process of this version, so that a pooler can share the statement. */
const toName = (text: string) =>
  `console_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
