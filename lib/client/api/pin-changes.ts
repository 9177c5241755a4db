import type { QueryClient } from '@tanstack/react-query'
import type { PinList, PinnedRoom } from '@/lib/shared/api/board-endpoints'
import { MAX_PINS } from '@/lib/shared/metadata/pins'
import { readBrowserPins, removeBrowserPins } from '../rooms/recent-room-list'
import { call } from './api-client'
import { pinsQuery } from './pin-queries'

type Rooms = readonly PinnedRoom[]

/** How many changes of this window the server has not confirmed yet. */
let waiting = 0
let lastChange: Promise<unknown> = Promise.resolve()

/** Pins or unpins a room. Shows it at once; rejects, and shows the list as it is, if that fails. */
export const togglePin = (client: QueryClient, userId: string, room: PinnedRoom): Promise<void> =>
  changePins(client, userId, (rooms) => {
    const others = rooms.filter(({ id }) => id !== room.id)
    return others.length < rooms.length ? others : [...rooms, room]
  })

/**
 * One change after the other, each on the list as the server has it: another window may have
 * changed it since.
 */
async function changePins(
  client: QueryClient,
  userId: string,
  change: (rooms: Rooms) => Rooms,
): Promise<void> {
  const { queryKey } = pinsQuery(userId)
  waiting++
  const saving = lastChange.then(() => saveChange(change))
  lastChange = saving.catch(() => undefined)
  await client.cancelQueries({ queryKey })
  client.setQueryData(queryKey, (shown) => shown && { rooms: [...change(shown.rooms)] })
  try {
    const saved = await saving
    if (waiting === 1) client.setQueryData(queryKey, saved)
  } catch (error) {
    void client.invalidateQueries({ queryKey })
    throw error
  } finally {
    waiting--
  }
}

async function saveChange(change: (rooms: Rooms) => Rooms): Promise<PinList> {
  const { rooms } = await call('readPins')
  return call('savePins', { body: { rooms: change(rooms).map(({ id }) => id) } })
}

const imports = new Map<string, Promise<void>>()

/**
 * Moves the rooms that an earlier version pinned in this browser to the server, once. Those for
 * which the list has no place stay among the recent rooms. If it fails, the next page tries again.
 */
export function importBrowserPins(client: QueryClient, userId: string): void {
  const pinned = readBrowserPins(userId)
  if (pinned.length === 0 || imports.has(userId)) return
  const addMissing = (rooms: Rooms) => {
    const known = new Set(rooms.map(({ id }) => id))
    return [...rooms, ...pinned.filter(({ id }) => !known.has(id))].slice(0, MAX_PINS)
  }
  const run = changePins(client, userId, addMissing).then(
    () => removeBrowserPins(userId),
    () => undefined,
  )
  imports.set(userId, run)
  void run.then(() => imports.delete(userId))
}
