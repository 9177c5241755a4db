import 'server-only'
import pg from 'pg'

/** One statement on a connection of its own. */
export async function runSql(connectionString: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1000 })
  // A server that goes away under us is part of the tests.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(text)
  } finally {
    await client.end().catch(() => undefined)
  }
}
