import 'server-only'
import type { Database } from '../../database'

export type RoomName = { id: string; name: string }

/** The names under which the directory knows rooms, also ended ones. Rooms without one are left out. */
export async function listRoomNames(
  { kysely }: Database,
  ids: readonly string[],
): Promise<RoomName[]> {
  if (ids.length === 0) return []
  const rows = await kysely
    .selectFrom('rooms')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute()
  return rows.filter(({ name }) => name !== '')
}
