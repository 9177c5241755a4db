import * as z from 'zod/mini'
import type { Endpoint } from './endpoint'
import { closeReasons, streamTopics } from './stream-events'

/** A person who has the room open. */
const watcherSchema = z.object({ id: z.string(), name: z.string() })
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

/** An event stream about lists instead of a room; it does not count as presence. */
const watchTopics = {
  method: 'GET',
  path: '/api/events',
  action: 'events.watch',
  isBackground: true,
  query: z.strictObject({ topic: z.enum(streamTopics) }),
  /** Data of each event, as for a room. */
  response: z.object({
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
