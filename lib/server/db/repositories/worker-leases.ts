import 'server-only'
import type { Database } from '../database'
import { withStoreTimeout } from '../query-errors'

/** The lease of the process that reads the directory from the Live service. */
export const DIRECTORY_LEASE = 'directory'

/** The lease of the process that saves the rooms of batches. */
export const BATCHES_LEASE = 'batches'

/** `beat` grows with every renewal; without a holder the lease was given up. */
export type WorkerLease = { holder: string | null; beat: number }

/**
 * Leases of background jobs that one process at a time does. They hold no times, because clocks
 * step: a process that waits for a lease measures itself how long its beat has stood still. Throws
 * `journal.unavailable`.
 */
export type WorkerLeases = {
  /** Null if no process has ever held it. */
  find(name: string): Promise<WorkerLease | null>
  /** Makes `holder` the holder, or renews its lease; false if it is not as `seen` any more. */
  take(name: string, seen: WorkerLease | null, holder: string): Promise<boolean>
  release(name: string, holder: string): Promise<void>
}

export function createWorkerLeases({ kysely }: Database): WorkerLeases {
  async function find(name: string): Promise<WorkerLease | null> {
    const row = await kysely
      .selectFrom('worker_leases')
      .select(['holder', 'beat'])
      .where('name', '=', name)
      .executeTakeFirst()
    return row ?? null
  }

  async function take(name: string, seen: WorkerLease | null, holder: string): Promise<boolean> {
    if (seen === null) {
      const inserted = await kysely
        .insertInto('worker_leases')
        .values({ name, holder, beat: 1 })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .returning('name')
        .executeTakeFirst()
      return inserted !== undefined
    }
    const updated = await kysely
      .updateTable('worker_leases')
      .set({ holder, beat: seen.beat + 1 })
      .where('name', '=', name)
      .where('beat', '=', seen.beat)
      .where('holder', seen.holder === null ? 'is' : '=', seen.holder)
      .returning('name')
      .executeTakeFirst()
    return updated !== undefined
  }

  async function release(name: string, holder: string): Promise<void> {
    await kysely
      .updateTable('worker_leases')
      .set(({ eb }) => ({ holder: null, beat: eb('beat', '+', 1) }))
      .where('name', '=', name)
      .where('holder', '=', holder)
      .execute()
  }

  return {
    find: (name) => withStoreTimeout(() => find(name)),
    take: (name, seen, holder) => withStoreTimeout(() => take(name, seen, holder)),
    release: (name, holder) => withStoreTimeout(() => release(name, holder)),
  }
}
