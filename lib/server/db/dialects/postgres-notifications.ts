import 'server-only'
import pg from 'pg'
import type { Notifications } from '../backend'
import { createSubscribers } from './notifications'

const CHANNEL = 'live_room_console'
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000

/**
 * LISTEN on a dedicated connection, opened with the first subscriber and reopened until it works.
 */
export function createPostgresNotifications(
  settings: pg.ClientConfig,
  pool: pg.Pool,
): Notifications & { close(): Promise<void> } {
  const subscribers = createSubscribers()
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | undefined
  let state: 'idle' | 'listening' | 'closed' = 'idle'

  async function connect(pause: number): Promise<void> {
    const next = new pg.Client(settings)
    client = next
    let failed = false
    let wait = pause
    const fail = () => {
      if (failed || state === 'closed') return
      failed = true
      next.end().catch(() => undefined)
      retry = setTimeout(() => connect(Math.min(wait * 2, LONGEST_PAUSE_MS)), wait)
      retry.unref()
    }
    next.on('error', fail)
    next.on('end', fail)
    next.on('notification', ({ payload = '' }) => subscribers.publish(payload))
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      wait = FIRST_PAUSE_MS
      // Messages published before this moment were missed, also at the first connection.
      subscribers.reportGap()
    } catch {
      fail()
    }
  }

  return {
    async publish(payload) {
      await pool.query('select pg_notify($1, $2)', [CHANNEL, payload])
    },
    subscribe(subscriber) {
      if (state === 'idle') {
        state = 'listening'
        void connect(FIRST_PAUSE_MS)
      }
      return subscribers.subscribe(subscriber)
    },
    async close() {
      state = 'closed'
      clearTimeout(retry)
      await client?.end()
    },
  }
}
