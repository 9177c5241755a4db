import 'server-only'
import { getRuntime } from '../runtime/runtime'

export const EXTRA_WAIT_SECONDS = 60

/** Extends the waits of the login throttle, which would end during a test on a busy machine. */
export async function extendWaits(): Promise<void> {
  const { database } = await getRuntime()
  await database.kysely
    .updateTable('throttle')
    .set((eb) => ({ blocked_until: eb('blocked_until', '+', EXTRA_WAIT_SECONDS * 1_000) }))
    .whereRef('blocked_until', '>', 'at')
    .execute()
}
