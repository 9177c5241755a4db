import 'server-only'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'

/**
 * Discards a connection whose query failed for any reason except an error reported by the server.
 * After a time-out the reply may still arrive, and the next query on that connection would wait
 * behind it.
 */
export function discardingPool(pool: pg.Pool): PostgresPool {
  // Without a listener, a broken idle connection would end the process.
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

/** Kysely's type also requires cursors, which it uses only if a cursor class is configured. */
const asKyselyClient = (query: unknown, release: (discard?: boolean) => void) =>
  ({ query, release }) as PostgresPoolClient
