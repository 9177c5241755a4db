import 'server-only'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'

/**
 * A pool that throws away a connection on which a query failed for any reason but the server's own word. After a
 * time-out the answer may still come, and the next query on that connection would wait behind it.
 */
export function discardingPool(pool: pg.Pool): PostgresPool {
  // Without a listener a connection that breaks, idle or between two queries, would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return {
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      let broken = false
      const query = async (text: string, values: readonly unknown[]) => {
        try {
          return await client.query(text, [...values])
        } catch (error) {
          broken ||= !(error instanceof pg.DatabaseError)
          throw error
        }
      }
      return asKyselyClient(query, (discard) => client.release(discard || broken))
    },
  }
}

/** Kysely's type also asks for cursors, which are only used where a cursor class is configured. */
const asKyselyClient = (query: unknown, release: (discard?: boolean) => void) =>
  ({ query, release }) as PostgresPoolClient
