import 'server-only'
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../database'
import { withStoreErrors } from '../../query-errors'

/** The browsers in which people signed in. All operations throw `journal.unavailable`. */
export type Devices = {
  /**
   * Records a sign-in of a person in the browser `id`, null for a new one, and returns its next id.
   * The earlier id is unknown from then on; other people of the same browser move along.
   */
  remember(person: string, id: string | null): Promise<string>
  /** Whether the person signed in there. `account` is an e-mail address or a person's id. */
  isKnown(account: string, id: string): Promise<boolean>
  /** Forgets the browsers of a person, except one. */
  forget(person: string, except?: string | null): Promise<void>
}

const DAY_MS = 24 * 3_600_000
export const DEVICE_LIFETIME_MS = 90 * DAY_MS
/** The browser that was not used for the longest time makes room. */
const MAX_DEVICES_PER_PERSON = 10

export function createDevices({ kysely, clock }: Database): Devices {
  const oldest = sql<number>`${clock} - ${sql.lit(DEVICE_LIFETIME_MS)}`
  return {
    remember: (person_id, previous) =>
      withStoreErrors(async () => {
        const id = randomBytes(16).toString('base64url')
        await kysely.transaction().execute(async (trx) => {
          await trx.deleteFrom('devices').where('used_at', '<', oldest).execute()
          if (previous !== null) {
            await trx.updateTable('devices').set({ id }).where('id', '=', previous).execute()
          }
          await trx
            .insertInto('devices')
            .values({ id, person_id, used_at: clock })
            .onConflict((conflict) =>
              conflict.columns(['id', 'person_id']).doUpdateSet({ used_at: clock }),
            )
            .execute()
          const others = trx
            .selectFrom('devices')
            .select('id')
            .where('person_id', '=', person_id)
            .where('id', '!=', id)
          await trx
            .deleteFrom('devices')
            .where('person_id', '=', person_id)
            .where('id', '!=', id)
            .where(
              'id',
              'not in',
              others.orderBy('used_at', 'desc').limit(MAX_DEVICES_PER_PERSON - 1),
            )
            .execute()
        })
        return id
      }),
    isKnown: (account, id) =>
      withStoreErrors(async () => {
        const row = await kysely
          .selectFrom('devices')
          .innerJoin('people', 'people.id', 'devices.person_id')
          .select('devices.id')
          .where('devices.id', '=', id)
          .where('devices.used_at', '>', oldest)
          .where(({ eb, or }) =>
            or([eb('people.id', '=', account), eb('people.email', '=', account)]),
          )
          .executeTakeFirst()
        return row !== undefined
      }),
    forget: (person, except = null) =>
      withStoreErrors(async () => {
        await kysely
          .deleteFrom('devices')
          .where('person_id', '=', person)
          .where('id', '!=', except ?? '')
          .execute()
      }),
  }
}
