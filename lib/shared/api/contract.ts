import * as z from 'zod/mini'
import {
  acknowledgedWarningSchema,
  CHANGE_ID,
  type Change,
  changeSchema,
  lastChangeSchema,
} from '../changes/change'
import { entrySchema, keyChangeSchema } from '../metadata/entry-schemas'
import {
  listedRoomSchema,
  ROOMS_PER_PAGE,
  roomSchema,
  roomSorts,
  roomVisibilities,
} from '../metadata/room'
import { auditEndpoints } from './audit-endpoints'
import { authEndpoints } from './auth-endpoints'
import { batchEndpoints } from './batch-endpoints'
import { boardEndpoints } from './board-endpoints'
import { catalogueEndpoints } from './catalogue-endpoints'
import { connectionEndpoints } from './connection-endpoints'
import type { Endpoint } from './endpoint'
import { historyEndpoints } from './history-endpoints'
import { liveEndpoints } from './live-endpoints'
import { peopleEndpoints } from './people-endpoints'
import { presetEndpoints } from './preset-endpoints'
import { problemCodeSchema } from './problem-schemas'

/** Why the data may be old: the problem code, and the reference of the log line. */
const staleSchema = z.nullable(z.object({ code: problemCodeSchema, ref: z.string() }))

const listRooms = {
  method: 'GET',
  path: '/api/rooms',
  action: 'rooms.list',
  query: z.strictObject({
    search: z.optional(z.string().check(z.maxLength(200))),
    cursor: z.optional(z.string().check(z.maxLength(500))),
    limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(ROOMS_PER_PAGE))),
    sort: z.optional(z.enum(roomSorts)),
    category: z.optional(z.coerce.number().check(z.int())),
    visibility: z.optional(z.enum(roomVisibilities)),
  }),
  /**
   * `next` is null on the last page. `total` matches, exactly or, above a thousand, at least. They
   * were found among `indexed` rooms, the oldest of them read at `indexedAt`. `stale` is set when the
   * Live service does not reply: then this is the last known list.
   */
  response: z.object({
    rooms: z.array(listedRoomSchema),
    next: z.nullable(z.string()),
    total: z.number(),
    isTotalExact: z.boolean(),
    indexedAt: z.string(),
    indexed: z.number(),
    stale: staleSchema,
  }),
} as const satisfies Endpoint

const readRoom = {
  method: 'GET',
  path: '/api/rooms/{slug}',
  action: 'rooms.read',
  response: z.object({ room: roomSchema }),
} as const satisfies Endpoint

const readMetadata = {
  method: 'GET',
  path: '/api/rooms/{slug}/metadata',
  action: 'metadata.read',
  /** Without `fresh` the entries may come from another person's read, at most a second ago. */
  query: z.strictObject({ fresh: z.optional(z.literal('1')) }),
  /**
   * The entries are at least as new as `readAt`. `pending` is the change that locks the room;
   * `unfinished` is a partial change that no later one resolved. `stale` is set when the Live
   * service does not reply: then these are the last known entries. `lastChanges` tells who gave a key
   * the value that it has; keys for which that is not known are left out.
   */
  response: z.object({
    entries: z.array(entrySchema),
    readAt: z.string(),
    pending: z.nullable(changeSchema),
    unfinished: z.nullable(changeSchema),
    stale: staleSchema,
    lastChanges: z.optional(z.array(z.extend(lastChangeSchema, { key: z.string() }))),
  }),
} as const satisfies Endpoint

/**
 * `note` has at most 500 characters; `restores` is the id of the change that this one undoes;
 * `overwrite` lists keys that are written whatever the room holds: their `from` is ignored;
 * `acknowledged` lists the warnings of the review that the person saves despite; `preset` is the preset
 * that the entries came from, and `batch` the batch that the save belongs to.
 */
const saveMetadata = {
  method: 'PATCH',
  path: '/api/rooms/{slug}/metadata',
  action: 'metadata.save',
  body: z.strictObject({
    changes: z.array(keyChangeSchema),
    note: z.optional(z.string()),
    restores: z.optional(z.string().check(z.regex(CHANGE_ID))),
    overwrite: z.optional(z.array(z.string())),
    acknowledged: z.optional(z.array(acknowledgedWarningSchema)),
    preset: z.optional(z.string().check(z.regex(CHANGE_ID))),
    batch: z.optional(z.string().check(z.regex(CHANGE_ID))),
  }),
  idempotent: true,
  response: z.object({ change: changeSchema }),
  status: getSaveHttpStatus,
} as const satisfies Endpoint

/** 202 while unsettled: clients poll `/api/changes/{id}` for the outcome. */
function getSaveHttpStatus({ change }: { change: Change }): number {
  return change.settledAt === null ? 202 : 200
}

const saveStepSchema = z.enum(['checking', 'saving', 'busy', 'confirming'])

/**
 * What a pending save is doing: reading the room, writing, waiting to write again because the Live
 * service was busy, or reading back.
 */
export type SaveStep = z.infer<typeof saveStepSchema>

/**
 * Finds a save by its Idempotency-Key, while it runs or after a lost response; 404 means that it has
 * not arrived. `step` is only set while it is pending.
 */
const readSave = {
  method: 'GET',
  path: '/api/rooms/{slug}/saves/{id}',
  action: 'changes.read',
  response: z.object({ change: changeSchema, step: z.optional(saveStepSchema) }),
  status: getSaveHttpStatus,
} as const satisfies Endpoint

const readLive = {
  method: 'GET',
  path: '/api/health/live',
  action: null,
  response: z.object({ live: z.literal(true) }),
} as const satisfies Endpoint

const readReady = {
  method: 'GET',
  path: '/api/health/ready',
  action: null,
  response: z.object({ ready: z.literal(true) }),
} as const satisfies Endpoint

export const endpoints = {
  listRooms,
  readRoom,
  readMetadata,
  saveMetadata,
  readSave,
  readLive,
  readReady,
  ...historyEndpoints,
  ...liveEndpoints,
  ...authEndpoints,
  ...boardEndpoints,
  ...peopleEndpoints,
  ...auditEndpoints,
  ...catalogueEndpoints,
  ...presetEndpoints,
  ...batchEndpoints,
  ...connectionEndpoints,
} as const

export type RoomList = z.infer<typeof listRooms.response>
export type ListRoomsQuery = z.infer<typeof listRooms.query>
export type KeyLastChange = NonNullable<Metadata['lastChanges']>[number]
export type Metadata = z.infer<typeof readMetadata.response>
export type SaveInput = z.infer<typeof saveMetadata.body>
