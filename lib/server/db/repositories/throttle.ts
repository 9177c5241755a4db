import 'server-only'
import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Database } from '../database'
import { guarded } from '../failures'
import type { Tables } from '../schema'

/**
 * A count of failures: `free` of them cost nothing, each further one doubles the wait, from a second to `longestMs`;
 * `quietMs` without a failure, and it begins anew.
 */
export type Rule = { key: string; free: number; longestMs: number; quietMs: number }

/** Everything throws `journal.unavailable` when the store fails. */
export type Throttle = {
  /**
   * Counts a try as failed under every rule before it is made, so that many at once are not one. Answers 0, or for
   * how many milliseconds no try is taken; such a one is not counted.
   */
  claim(rules: readonly Rule[]): Promise<number>
  /** A claimed try came out well: it was no failure. */
  undo(keys: readonly string[]): Promise<void>
  /** Forgets all failures under a key. */
  clear(key: string): Promise<void>
  /** Keeps a mark that counts nothing. */
  mark(key: string): Promise<void>
  /** Whether a mark is there and younger than `ms`. */
  isMarked(key: string, ms: number): Promise<boolean>
  /** True the first time, and again `ms` after the last. */
  once(key: string, ms: number): Promise<boolean>
  /** Forgets what is older than `ms`. */
  sweep(ms: number): Promise<void>
}

const FIRST_WAIT_MS = 1_000

class Blocked extends Error {
  constructor(readonly ms: number) {
    super('blocked')
  }
}

/** Counts that survive restarts and are the same for all replicas, by the database's clock. */
export function createThrottle(database: Database): Throttle {
  const { kysely, clock } = database
  return {
    claim: (rules) =>
      guarded(async () => {
        // In one order, so that two who claim the same keys never wait for each other.
        const sorted = [...rules].sort((a, b) => (a.key < b.key ? -1 : 1))
        try {
          await kysely.transaction().execute(async (trx) => {
            for (const rule of sorted) await count(trx, rule, clock)
          })
          return 0
        } catch (error) {
          if (error instanceof Blocked) return error.ms
          throw error
        }
      }),
    undo: (keys) =>
      guarded(async () => {
        await kysely
          .updateTable('throttle')
          .set((eb) => ({ failures: eb('failures', '-', 1), blocked_until: 0 }))
          .where('key', 'in', keys)
          .where('failures', '>', 0)
          .execute()
      }),
    clear: (key) =>
      guarded(
        async () => void (await kysely.deleteFrom('throttle').where('key', '=', key).execute()),
      ),
    mark: (key) =>
      guarded(async () => {
        await kysely
          .insertInto('throttle')
          .values({ key, failures: 0, blocked_until: 0, at: clock })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ at: clock }))
          .execute()
      }),
    isMarked: (key, ms) =>
      guarded(async () => {
        const row = await kysely
          .selectFrom('throttle')
          .select(['at', clock.as('now')])
          .where('key', '=', key)
          .executeTakeFirst()
        return row !== undefined && row.at > row.now - ms
      }),
    once: (key, ms) =>
      guarded(async () => {
        const first = await kysely
          .insertInto('throttle')
          .values({ key, failures: 0, blocked_until: 0, at: clock })
          .onConflict((conflict) =>
            conflict
              .column('key')
              .doUpdateSet({ at: clock })
              .where('throttle.at', '<', sql<number>`${clock} - ${sql.lit(ms)}`),
          )
          .returning('key')
          .executeTakeFirst()
        return first !== undefined
      }),
    sweep: (ms) =>
      guarded(async () => {
        await kysely
          .deleteFrom('throttle')
          .where('at', '<', sql<number>`${clock} - ${sql.lit(ms)}`)
          .execute()
      }),
  }
}

async function count(trx: Transaction<Tables>, rule: Rule, clock: RawBuilder<number>) {
  const { key } = rule
  const failures = sql<number>`(case when throttle.at < ${clock} - ${sql.lit(rule.quietMs)} then 1 else throttle.failures + 1 end)`
  const counted = await trx
    .insertInto('throttle')
    .values({ key, failures: 1, blocked_until: waitUntil(sql.lit(1), rule, clock), at: clock })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ failures, blocked_until: waitUntil(failures, rule, clock), at: clock })
        .where('throttle.blocked_until', '<=', clock),
    )
    .returning('failures')
    .executeTakeFirst()
  if (counted) return
  const row = await trx
    .selectFrom('throttle')
    .select(['blocked_until', clock.as('now')])
    .where('key', '=', key)
    .executeTakeFirst()
  throw new Blocked(Math.max(1, (row?.blocked_until ?? 0) - (row?.now ?? 0)))
}

/** The same arithmetic in both databases: powers of two by shifting, the greatest by counting the doublings. */
function waitUntil(
  failures: RawBuilder<number>,
  { free, longestMs }: Rule,
  clock: RawBuilder<number>,
): RawBuilder<number> {
  const doublings = Math.ceil(Math.log2(longestMs / FIRST_WAIT_MS))
  return sql<number>`${clock} + case
    when ${failures} <= ${sql.lit(free)} then 0
    when ${failures} - ${sql.lit(free)} > ${sql.lit(doublings)} then ${sql.lit(longestMs)}
    else ${sql.lit(FIRST_WAIT_MS)} << (${failures} - ${sql.lit(free + 1)}) end`
}
