import 'server-only'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { NamedStatements } from './named-statements'

/** `writes` also runs transactions, with all their reads. */
type Pools = { reads: pg.Pool; writes: pg.Pool }

/**
 * Lends connections of two pools. Writes that wait for a lock may occupy all of theirs; reads then
 * still have some, and a repeated save gets the outcome that the journal knows.
 *
 * Discards a connection whose query failed for any reason except an error reported by the server.
 * After a time-out the reply may still arrive, and the next query on that connection would wait
 * behind it.
 */
export function lendConnections(pools: Pools, statements: NamedStatements): PostgresPool {
  for (const pool of Object.values(pools)) {
    // Without a listener, a broken idle connection would end the process.
    pool.on('error', () => undefined)
    pool.on('connect', (client) => client.on('error', () => undefined))
  }
  return {
    end: async () => void (await Promise.all(Object.values(pools).map((pool) => pool.end()))),
    async connect() {
      let client: pg.PoolClient | undefined
      let broken = false
      const query = async (text: string, values: readonly unknown[]) => {
        // The first statement tells which kind of connection is needed.
        client ??= await (isRead(text) ? pools.reads : pools.writes).connect()
        const connection = client
        try {
          return await statements.run(text, (name) =>
            connection.query({ name, text, values: [...values] }),
          )
        } catch (error) {
          broken ||= !(error instanceof pg.DatabaseError)
          throw error
        }
      }
      return asKyselyClient(query, (discard) => client?.release(discard || broken))
    },
  }
}

/** A transaction starts with `begin`, and rows are locked only in transactions. */
const isRead = (text: string) => /^select\b/i.test(text)

/** Kysely's type also requires cursors, which it uses only if a cursor class is configured. */
const asKyselyClient = (query: unknown, release: (discard?: boolean) => void) =>
  ({ query, release }) as PostgresPoolClient
