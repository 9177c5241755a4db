import * as z from 'zod/mini'
import { parseSlug } from '../metadata/room-slug'
import type { Endpoint } from './endpoint'
import { closeReasons, MAX_ROOMS_PER_STREAM, streamTopics } from './stream-events'

/** A person who has the room open. */
export const watcherSchema = z.object({ id: z.string(), name: z.string() })
export type Watcher = z.infer<typeof watcherSchema>

const watchRoom = {
  method: 'GET',
  path: '/api/rooms/{slug}/events',
  action: 'events.watch',
  isBackground: true,
  /** Data of each event; `at` is ISO 8601. `why` and `after` come only with `bye`. */
  response: z.object({
    room: z.string(),
    at: z.string(),
    why: z.optional(z.enum(closeReasons)),
    after: z.optional(z.number()),
  }),
} as const satisfies Endpoint

/** Text with commas between its parts. */
const parts = z.pipe(
  z.string(),
  z.transform((text) => text.split(',')),
)
const roomIds = z.pipe(
  parts,
  z.transform((slugs) => slugs.map(parseSlug)),
)

/**
 * One event stream about several rooms, by slug, and lists. It does not count as presence, and the
 * rooms are not read more often because of it.
 */
const watchTopics = {
  method: 'GET',
  path: '/api/events',
  action: 'events.watch',
  isBackground: true,
  query: z
    .strictObject({
      rooms: z.optional(
        z.pipe(roomIds, z.array(z.string()).check(z.maxLength(MAX_ROOMS_PER_STREAM))),
      ),
      topic: z.optional(z.pipe(parts, z.array(z.enum(streamTopics)))),
    })
    .check(z.refine(({ rooms, topic }) => rooms || topic, { path: ['rooms'] })),
  /** Data of each event, as for a room; `room` is absent if it is about a list or all the rooms. */
  response: z.object({
    room: z.optional(z.string()),
    at: z.string(),
    why: z.optional(z.enum(closeReasons)),
    after: z.optional(z.number()),
  }),
} as const satisfies Endpoint

const readWatchers = {
  method: 'GET',
  path: '/api/rooms/{slug}/watchers',
  action: 'events.watch',
  isBackground: true,
  /** Everyone who has the room open, each once, sorted by name; `me` is the caller's id. */
  response: z.object({ people: z.array(watcherSchema), me: z.string() }),
} as const satisfies Endpoint

/** Called by the Live service in its own format (docs/live-api.md#webhook-requests). */
const receiveWebhook = {
  method: 'POST',
  path: '/api/webhooks/live',
  action: null,
  response: z.looseObject({}),
} as const satisfies Endpoint

export const liveEndpoints = { watchRoom, watchTopics, readWatchers, receiveWebhook } as const
export type Watchers = z.infer<typeof readWatchers.response>
