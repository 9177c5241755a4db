import * as z from 'zod/mini'
import { changeSchema } from '../changes/change'
import {
  CHANGES_PER_PAGE,
  exportFormats,
  outcomeFilters,
  sourceFilters,
} from '../changes/history-filters'
import { entrySchema } from '../metadata/entry-schemas'
import { LIMITS } from '../metadata/limits'
import type { Endpoint } from './endpoint'

/** ISO 8601 with its zone, since a time without one means another moment on each machine. */
const time = z.iso.datetime({ offset: true })
const cursor = z.optional(z.string().check(z.maxLength(500)))
const limit = z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(CHANGES_PER_PAGE)))

/** What no database takes in a text is nobody's id and no room's either. */
const idOf = (longest: number) => z.string().check(z.maxLength(longest), z.regex(/^[^\0]*$/))

/** What a list is narrowed to; `since` is included, `until` is not, `person` is an id. */
const inRoom = {
  person: z.optional(idOf(200)),
  outcome: z.optional(z.enum(outcomeFilters)),
  source: z.optional(z.enum(sourceFilters)),
  since: z.optional(time),
  until: z.optional(time),
}
const room = z.optional(idOf(LIMITS.roomIdBytes))

/** Newest first; `next` null = the end. */
const changeList = z.object({ changes: z.array(changeSchema), next: z.nullable(z.string()) })
export type ChangeList = z.infer<typeof changeList>

const listRoomChanges = {
  method: 'GET',
  path: '/api/rooms/{slug}/changes',
  action: 'changes.read',
  query: z.strictObject({ ...inRoom, cursor, limit }),
  reply: changeList,
} as const satisfies Endpoint

const listChanges = {
  method: 'GET',
  path: '/api/changes',
  action: 'changes.read',
  query: z.strictObject({ room, ...inRoom, cursor, limit }),
  reply: changeList,
} as const satisfies Endpoint

/** Changes that wait for somebody: unsettled ones, and partial ones that nothing later has made good. */
const listOpenChanges = {
  method: 'GET',
  path: '/api/changes/open',
  action: 'changes.read',
  query: z.strictObject({ room }),
  reply: z.object({ changes: z.array(changeSchema) }),
} as const satisfies Endpoint

const readChange = {
  method: 'GET',
  path: '/api/changes/{id}',
  action: 'changes.read',
  reply: z.object({ change: changeSchema }),
} as const satisfies Endpoint

/** The whole room as it was read back after a change; null where it was not, or had ended by then. */
const readRoomAsOf = {
  method: 'GET',
  path: '/api/changes/{id}/room',
  action: 'changes.read',
  reply: z.object({ change: changeSchema, entries: z.nullable(z.array(entrySchema)) }),
} as const satisfies Endpoint
export type RoomAsOf = z.infer<typeof readRoomAsOf.reply>

const markSchema = z.pick(changeSchema, { id: true, at: true, source: true, outcome: true })
export type Mark = z.infer<typeof markSchema>

/**
 * A stretch of time for a picture. `marks` are newest first; `all` false = there are more than those. `seen`, told for
 * one room only, are the times in which the room was read every few seconds; null = of all rooms together nobody can say.
 */
const readTimeline = {
  method: 'GET',
  path: '/api/changes/timeline',
  action: 'changes.read',
  query: z.strictObject({ room, ...inRoom, since: time, until: time }),
  reply: z.object({
    since: z.string(),
    until: z.string(),
    marks: z.array(markSchema),
    all: z.boolean(),
    seen: z.nullable(z.array(z.object({ since: z.string(), until: z.string() }))),
  }),
} as const satisfies Endpoint
export type TimelineData = z.infer<typeof readTimeline.reply>

/** Everybody who ever saved, by name, to choose from. */
const listAuthors = {
  method: 'GET',
  path: '/api/changes/people',
  action: 'changes.read',
  reply: z.object({ people: z.array(z.object({ id: z.string(), name: z.string() })) }),
} as const satisfies Endpoint

/** A file: CSV with a row for each key change, or where it is asked for JSON in the shape of the list. */
const exportChanges = {
  method: 'GET',
  path: '/api/changes/export',
  action: 'changes.read',
  query: z.strictObject({ format: z._default(z.enum(exportFormats), 'csv'), room, ...inRoom }),
  reply: changeList,
} as const satisfies Endpoint

export const historyEndpoints = {
  listRoomChanges,
  listChanges,
  listOpenChanges,
  readChange,
  readRoomAsOf,
  readTimeline,
  listAuthors,
  exportChanges,
} as const
