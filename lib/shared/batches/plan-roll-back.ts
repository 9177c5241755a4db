import { getAppliedKeys } from '../changes/applied-keys'
import type { Change } from '../changes/change'
import type { KeyChange } from '../metadata/entry'

type SavedChange = Pick<Change, 'id' | 'room' | 'changes' | 'results'>

/** `restores` is the newest change of the room that is undone. */
export type RoomRollBack = { room: string; changes: KeyChange[]; restores: string }

/**
 * The changes that undo what a batch saved, by room. Several saves of one room, as after a retry, are
 * undone together: back to what the first one found. `from` is what the batch left, so a room that was
 * changed again since is refused by the save.
 */
export function planRollBack(saved: readonly SavedChange[]): RoomRollBack[] {
  const rooms = new Map<string, { restores: string; keys: Map<string, KeyChange> }>()
  for (const change of saved) {
    const room = rooms.get(change.room) ?? { restores: change.id, keys: new Map() }
    rooms.set(change.room, room)
    room.restores = change.id
    const appliedKeys = getAppliedKeys(change.results)
    for (const { key, from, to } of change.changes) {
      if (!appliedKeys.has(key)) continue
      const earlier = room.keys.get(key)
      room.keys.set(key, { key, from: to, to: earlier ? earlier.to : from })
    }
  }
  return [...rooms].flatMap(([room, { restores, keys }]) => {
    const changes = [...keys.values()].filter(({ from, to }) => from !== to)
    return changes.length > 0 ? [{ room, restores, changes }] : []
  })
}
