import * as z from 'zod/mini'
import { MAX_PINS } from '../metadata/pins'
import { roomSchema } from '../metadata/room'
import { isRoomId } from '../metadata/room-slug'
import type { Endpoint } from './endpoint'

/** A pinned room; `name` is empty if the room is not in the directory. */
const pinnedRoomSchema = z.pick(roomSchema, { id: true, slug: true, name: true })
const pinList = z.object({ rooms: z.array(pinnedRoomSchema) })
export type PinnedRoom = z.infer<typeof pinnedRoomSchema>
export type PinList = z.infer<typeof pinList>

/** The caller's own pinned rooms, in their order. */
const readPins = {
  method: 'GET',
  path: '/api/account/pins',
  action: 'account.read',
  response: pinList,
} as const satisfies Endpoint

/** Replaces them; `rooms` are ids, each once. They need not be in the directory: rooms are private. */
const savePins = {
  method: 'PUT',
  path: '/api/account/pins',
  action: 'account.change',
  body: z.strictObject({
    rooms: z.array(z.string().check(z.refine(isRoomId))).check(
      z.maxLength(MAX_PINS),
      z.refine((ids) => new Set(ids).size === ids.length),
    ),
  }),
  response: pinList,
} as const satisfies Endpoint

export const boardEndpoints = { readPins, savePins } as const
