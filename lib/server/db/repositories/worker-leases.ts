import 'server-only'
import type { Database } from '../database'
import { withStoreTimeout } from '../query-errors'

/** The lease of the process that reads the directory from the Live service. */
export const DIRECTORY_LEASE = 'directory'

/** Leases of background jobs that one process at a time does. Throws `journal.unavailable`. */
export type WorkerLeases = {
  /** Acquires or renews the lease for `ttlMs` from now; false while another process has it. */
  acquire(name: string, holder: string, ttlMs: number): Promise<boolean>
  release(name: string, holder: string): Promise<void>
}

/**
 * Between two holders. Calls of the last one may reach the Live service a little late, and count
 * towards its limits for a second.
 */
export const HANDOVER_MS = 1_000

export function createWorkerLeases(database: Database): WorkerLeases {
  const { kysely } = database

  async function acquire(name: string, holder: string, ttlMs: number): Promise<boolean> {
    const { clock } = database
    const acquired = await kysely
      .insertInto('worker_leases')
      .values(({ eb }) => ({ name, holder, expires_at: eb(clock, '+', ttlMs) }))
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet(({ ref }) => ({
            holder: ref('excluded.holder'),
            expires_at: ref('excluded.expires_at'),
          }))
          .where(({ eb, or, ref }) =>
            or([
              eb('worker_leases.holder', '=', holder),
              eb(eb(ref('worker_leases.expires_at'), '+', HANDOVER_MS), '<', clock),
            ]),
          ),
      )
      .returning('holder')
      .executeTakeFirst()
    return acquired?.holder === holder
  }

  async function release(name: string, holder: string): Promise<void> {
    await kysely
      .updateTable('worker_leases')
      .set({ expires_at: database.clock })
      .where('name', '=', name)
      .where('holder', '=', holder)
      .execute()
  }

  return {
    acquire: (name, holder, ttlMs) => withStoreTimeout(() => acquire(name, holder, ttlMs)),
    release: (name, holder) => withStoreTimeout(() => release(name, holder)),
  }
}
