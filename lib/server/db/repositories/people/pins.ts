import 'server-only'
import * as z from 'zod/mini'
import type { Database } from '../../database'
import { withStoreErrors } from '../../query-errors'

/** The rooms that each person pinned, by id and in their order. Throws `journal.unavailable`. */
export type Pins = {
  list(person: string): Promise<string[]>
  replace(person: string, rooms: readonly string[]): Promise<void>
}

const roomsSchema = z.array(z.string())

export function createPins({ kysely }: Database): Pins {
  return {
    list: (person) =>
      withStoreErrors(async () => {
        const row = await kysely
          .selectFrom('pins')
          .select('rooms')
          .where('person_id', '=', person)
          .executeTakeFirst()
        return row ? roomsSchema.parse(JSON.parse(row.rooms)) : []
      }),
    replace: (person_id, ids) =>
      withStoreErrors(async () => {
        const rooms = JSON.stringify(ids)
        await kysely
          .insertInto('pins')
          .values({ person_id, rooms })
          .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ rooms }))
          .execute()
      }),
  }
}
