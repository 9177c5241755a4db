import * as z from 'zod/mini'
import type { Endpoint } from './endpoint'

/** Somebody who has a room open. */
const watcherSchema = z.object({ id: z.string(), name: z.string() })
export type Watcher = z.infer<typeof watcherSchema>

/**
 * What a stream tells: that something happened in the room, never what. `changed`: read the metadata again; `facts`:
 * read the room's name and owner again; `presence`: read who is there; `beat`: all is well, said every
 * {@link BEAT_MS} at least; `bye`: this stream ends, come back `after` so many milliseconds.
 */
export const nudges = ['changed', 'facts', 'presence', 'beat', 'bye'] as const
export type Nudge = (typeof nudges)[number]

export const BEAT_MS = 15_000

/** Why a stream ends: the person has newer windows than it may have streams, may not watch any more, or the process ends. */
export const byes = ['put-off', 'refused', 'ending'] as const
export type Bye = (typeof byes)[number]

const watchRoom = {
  method: 'GET',
  path: '/api/rooms/{slug}/events',
  action: 'events.watch',
  /** The data of each event of the stream; `at` is ISO 8601. The other two come with `bye` only. */
  reply: z.object({
    room: z.string(),
    at: z.string(),
    why: z.optional(z.enum(byes)),
    after: z.optional(z.number()),
  }),
} as const satisfies Endpoint

const readWatchers = {
  method: 'GET',
  path: '/api/rooms/{slug}/watchers',
  action: 'events.watch',
  /** Everybody who has the room open, each once, by name; `me` is the id of who asks. */
  reply: z.object({ people: z.array(watcherSchema), me: z.string() }),
} as const satisfies Endpoint

/** For the Live engine: the request is in its format, checked by its signature, and so is the answer. */
const receiveWebhook = {
  method: 'POST',
  path: '/api/webhooks/live',
  action: null,
  reply: z.looseObject({}),
} as const satisfies Endpoint

export const liveEndpoints = { watchRoom, readWatchers, receiveWebhook } as const
export type Watchers = z.infer<typeof readWatchers.reply>
