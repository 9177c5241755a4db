import * as z from 'zod/mini'
import { changeSchema, lastChangeSchema } from '../changes/change'
import { entrySchema } from '../metadata/entry-schemas'
import { MAX_PINS } from '../metadata/pins'
import { roomSchema } from '../metadata/room'
import { isRoomId } from '../metadata/room-slug'
import type { Endpoint } from './endpoint'
import { watcherSchema } from './live-endpoints'

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

/**
 * A pinned room as last read by any process: the beginning of each value, its newest change, and who
 * has it open. `metadata` is null if it was never read.
 */
const boardRoomSchema = z.extend(pinnedRoomSchema, {
  owner: z.nullable(z.string()),
  views: z.number(),
  state: z.enum(['open', 'ended', 'unknown']),
  metadata: z.nullable(z.object({ readAt: z.string(), entries: z.array(entrySchema) })),
  lastChange: z.nullable(z.extend(lastChangeSchema, { keys: z.array(z.string()) })),
  people: z.array(watcherSchema),
})
export type BoardRoom = z.infer<typeof boardRoomSchema>

/** How the calls of the Live service go that this process makes. */
const serviceStates = ['working', 'failing', 'paused', 'stopped', 'unused'] as const

/**
 * Everything on the on-air board. `attention`: as `GET /api/changes/open`, each with the name of its
 * room. `ms` is the median of the last minutes. Costs no call of the Live service.
 */
const readBoard = {
  method: 'GET',
  path: '/api/board',
  action: 'metadata.read',
  response: z.object({
    rooms: z.array(boardRoomSchema),
    attention: z.array(z.object({ change: changeSchema, roomName: z.string() })),
    service: z.object({
      state: z.enum(serviceStates),
      ms: z.nullable(z.number()),
      hasWebhooks: z.boolean(),
    }),
  }),
} as const satisfies Endpoint
export type Board = z.infer<typeof readBoard.response>

export const boardEndpoints = { readPins, savePins, readBoard } as const
