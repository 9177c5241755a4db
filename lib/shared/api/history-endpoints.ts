import * as z from 'zod/mini'
import { changeSchema } from '../changes/change'
import { CHANGES_PER_PAGE, outcomeFilters, sourceFilters } from '../changes/history-filters'
import { entrySchema } from '../metadata/entry-schemas'
import { LIMITS } from '../metadata/limits'
import type { Endpoint } from './endpoint'
import { exportFormats } from './export-formats'
import { cursorSchema as cursor, idSchema, limitSchema, timeSchema as time } from './list-params'

const limit = limitSchema(CHANGES_PER_PAGE)

/** A day has 25 hours when the clocks go back. */
const MAX_COUNTED_MS = 25 * 3_600_000

/** Filters; `key` finds settled changes; `since` is inclusive, `until` exclusive, `person` is an id. */
const filterParams = {
  key: z.optional(z.string().check(z.maxLength(500))),
  person: z.optional(idSchema(200)),
  outcome: z.optional(z.enum(outcomeFilters)),
  source: z.optional(z.enum(sourceFilters)),
  since: z.optional(time),
  until: z.optional(time),
}
const room = z.optional(idSchema(LIMITS.roomIdBytes))

/** The names of the rooms of a list, as far as the directory knows them. */
const roomNames = z.optional(z.array(z.object({ id: z.string(), name: z.string() })))
export type RoomNames = NonNullable<z.infer<typeof roomNames>>

/**
 * Newest first; `next` is null on the last page. `rooms` is only set for a list that is not about
 * one room.
 */
const changeList = z.object({
  changes: z.array(changeSchema),
  next: z.nullable(z.string()),
  rooms: roomNames,
})
export type ChangeList = z.infer<typeof changeList>

const listRoomChanges = {
  method: 'GET',
  path: '/api/rooms/{slug}/changes',
  action: 'changes.read',
  query: z.strictObject({ ...filterParams, cursor, limit }),
  response: changeList,
} as const satisfies Endpoint

const listChanges = {
  method: 'GET',
  path: '/api/changes',
  action: 'changes.read',
  query: z.strictObject({ room, ...filterParams, cursor, limit }),
  response: changeList,
} as const satisfies Endpoint

/** Changes that need attention: unsettled ones, and partial ones that no later change resolved. */
const listOpenChanges = {
  method: 'GET',
  path: '/api/changes/open',
  action: 'changes.read',
  query: z.strictObject({ room }),
  response: z.object({ changes: z.array(changeSchema), rooms: roomNames }),
} as const satisfies Endpoint

const readChange = {
  method: 'GET',
  path: '/api/changes/{id}',
  action: 'changes.read',
  response: z.object({ change: changeSchema }),
} as const satisfies Endpoint

/** The whole room as read back after a change; null if it was not read back or had ended. */
const readRoomAsOf = {
  method: 'GET',
  path: '/api/changes/{id}/room',
  action: 'changes.read',
  response: z.object({ change: changeSchema, entries: z.nullable(z.array(entrySchema)) }),
} as const satisfies Endpoint
export type RoomAsOf = z.infer<typeof readRoomAsOf.response>

const markSchema = z.pick(changeSchema, { id: true, at: true, source: true, outcome: true })
export type Mark = z.infer<typeof markSchema>

/**
 * Data of the timeline. `marks` are newest first; `all` is false if there are more. `seen` lists
 * the times in which the room was being observed; null for all rooms together.
 */
const readTimeline = {
  method: 'GET',
  path: '/api/changes/timeline',
  action: 'changes.read',
  query: z.strictObject({ room, ...filterParams, since: time, until: time }),
  response: z.object({
    since: z.string(),
    until: z.string(),
    marks: z.array(markSchema),
    all: z.boolean(),
    seen: z.nullable(z.array(z.object({ since: z.string(), until: z.string() }))),
  }),
} as const satisfies Endpoint
export type TimelineData = z.infer<typeof readTimeline.response>

/** How many changes each hour has, from `since` on; hours without any are left out. */
const countChanges = {
  method: 'GET',
  path: '/api/changes/counts',
  action: 'changes.read',
  query: z
    .strictObject({ since: time, until: time })
    .check(z.refine(({ since, until }) => Date.parse(until) - Date.parse(since) <= MAX_COUNTED_MS)),
  response: z.object({
    hours: z.array(z.object({ from: z.string(), console: z.number(), external: z.number() })),
  }),
} as const satisfies Endpoint
export type ChangeCounts = z.infer<typeof countChanges.response>

/** Everyone who ever saved, sorted by name, for the filter. */
const listAuthors = {
  method: 'GET',
  path: '/api/changes/people',
  action: 'changes.read',
  response: z.object({ people: z.array(z.object({ id: z.string(), name: z.string() })) }),
} as const satisfies Endpoint

/** A file: CSV with one row per key change, or JSON in the shape of the list. */
const exportChanges = {
  method: 'GET',
  path: '/api/changes/export',
  action: 'changes.read',
  query: z.strictObject({
    format: z._default(z.enum(exportFormats), 'csv'),
    room,
    ...filterParams,
  }),
  response: changeList,
} as const satisfies Endpoint

export const historyEndpoints = {
  listRoomChanges,
  listChanges,
  listOpenChanges,
  readChange,
  readRoomAsOf,
  readTimeline,
  countChanges,
  listAuthors,
  exportChanges,
} as const
