import 'server-only'
import type { PinList } from '@/lib/shared/api/board-endpoints'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { type Actor, authorize } from '../../auth/authorize'
import type { Pins } from '../../db/repositories/people/pins'
import type { Rooms } from '../../db/repositories/rooms/rooms'

export type PinsDeps = { actor: Actor; pins: Pins; rooms: Pick<Rooms, 'findNames'> }

/** The user's own pinned rooms. */
export async function readPins(deps: PinsDeps): Promise<PinList> {
  const { id } = authorize(deps, 'account.read')
  return toPinList(deps, await deps.pins.list(id))
}

/** Replaces the user's own pinned rooms. */
export async function savePins(
  deps: PinsDeps,
  { rooms }: { rooms: readonly string[] },
): Promise<PinList> {
  const { id } = authorize(deps, 'account.change')
  await deps.pins.replace(id, rooms)
  return toPinList(deps, rooms)
}

async function toPinList({ rooms }: PinsDeps, ids: readonly string[]): Promise<PinList> {
  const names = await rooms.findNames(ids)
  return { rooms: ids.map((id) => ({ id, slug: toSlug(id), name: names.get(id) ?? '' })) }
}
