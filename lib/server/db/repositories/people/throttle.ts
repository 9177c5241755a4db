import 'server-only'
import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Database } from '../../database'
import { withStoreErrors } from '../../query-errors'
import type { Tables } from '../../schema'

/**
 * The first `free` failures cause no delay; each further one doubles it, from one second to
 * `longestMs`. The count restarts after `quietMs` without a failure.
 */
export type ThrottleRule = { key: string; free: number; longestMs: number; quietMs: number }

/** All operations throw `journal.unavailable` when the store fails. */
export type Throttle = {
  /**
   * Counts an attempt as failed under every rule before it is made, so that parallel attempts all
   * count. Returns 0, or the milliseconds until the next attempt is allowed; a refused attempt is
   * not counted.
   */
  claim(rules: readonly ThrottleRule[]): Promise<number>
  /** The claimed attempt succeeded. */
  undo(keys: readonly string[]): Promise<void>
  /** Deletes all failures of a key. */
  clear(key: string): Promise<void>
  /** Stores a timestamp without counting a failure. */
  mark(key: string): Promise<void>
  /** Whether such a timestamp is younger than `ms`. */
  isMarked(key: string, ms: number): Promise<boolean>
  /** True at most once per `ms`, across replicas. */
  isFirst(key: string, ms: number): Promise<boolean>
  /** Deletes rows older than `ms`. */
  sweep(ms: number): Promise<void>
}

const FIRST_WAIT_MS = 1_000

class Blocked extends Error {
  constructor(readonly ms: number) {
    super('blocked')
  }
}

/** Counts survive restarts and are shared by replicas; times are the database's. */
export function createThrottle(database: Database): Throttle {
  const { kysely, clock } = database
  return {
    claim: (rules) =>
      withStoreErrors(async () => {
        // Sorted, so that two transactions never wait for each other's rows.
        const sorted = [...rules].sort((a, b) => (a.key < b.key ? -1 : 1))
        try {
          await kysely.transaction().execute(async (trx) => {
            for (const rule of sorted) await countFailure(trx, rule, clock)
          })
          return 0
        } catch (error) {
          if (error instanceof Blocked) return error.ms
          throw error
        }
      }),
    undo: (keys) =>
      withStoreErrors(async () => {
        await kysely
          .updateTable('throttle')
          .set((eb) => ({ failures: eb('failures', '-', 1), blocked_until: 0 }))
          .where('key', 'in', keys)
          .where('failures', '>', 0)
          .execute()
      }),
    clear: (key) =>
      withStoreErrors(
        async () => void (await kysely.deleteFrom('throttle').where('key', '=', key).execute()),
      ),
    mark: (key) =>
      withStoreErrors(async () => {
        await kysely
          .insertInto('throttle')
          .values({ key, failures: 0, blocked_until: 0, at: clock })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ at: clock }))
          .execute()
      }),
    isMarked: (key, ms) =>
      withStoreErrors(async () => {
        const row = await kysely
          .selectFrom('throttle')
          .select(['at', clock.as('now')])
          .where('key', '=', key)
          .executeTakeFirst()
        return row !== undefined && row.at > row.now - ms
      }),
    isFirst: (key, ms) =>
      withStoreErrors(async () => {
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
      withStoreErrors(async () => {
        await kysely
          .deleteFrom('throttle')
          .where('at', '<', sql<number>`${clock} - ${sql.lit(ms)}`)
          .execute()
      }),
  }
}

async function countFailure(
  trx: Transaction<Tables>,
  rule: ThrottleRule,
  clock: RawBuilder<number>,
) {
  const { key } = rule
  const failures = sql<number>`(case when throttle.at < ${clock} - ${sql.lit(rule.quietMs)} then 1 else throttle.failures + 1 end)`
  const counted = await trx
    .insertInto('throttle')
    .values({ key, failures: 1, blocked_until: blockedUntil(sql.lit(1), rule, clock), at: clock })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ failures, blocked_until: blockedUntil(failures, rule, clock), at: clock })
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

/**
 * Arithmetic that both databases share: powers of two by shifting, the maximum by counting
 * doublings.
 */
function blockedUntil(
  failures: RawBuilder<number>,
  { free, longestMs }: ThrottleRule,
  clock: RawBuilder<number>,
): RawBuilder<number> {
  const doublings = Math.ceil(Math.log2(longestMs / FIRST_WAIT_MS))
  return sql<number>`${clock} + case
    when ${failures} <= ${sql.lit(free)} then 0
    when ${failures} - ${sql.lit(free)} > ${sql.lit(doublings)} then ${sql.lit(longestMs)}
    else ${sql.lit(FIRST_WAIT_MS)} << (${failures} - ${sql.lit(free + 1)}) end`
}
