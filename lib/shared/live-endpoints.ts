import * as z from 'zod/mini'
import type { Endpoint } from './endpoint'

/** Somebody who has a room open. */
const watcherSchema = z.object({ id: z.string(), name: z.string() })
export type Watcher = z.infer<typeof watcherSchema>

/**
 * What a stream tells: that something happened in the room, never what. `changed`: read the metadata again;
 * `presence`: read who is there; `bye`: this stream ends, come back later.
 */
export const nudges = ['changed', 'presence', 'bye'] as const
export type Nudge = (typeof nudges)[number]

const watchRoom = {
  method: 'GET',
  path: '/api/rooms/{slug}/events',
  /** The data of each event of the stream; `at` is ISO 8601. */
  reply: z.object({ room: z.string(), at: z.string() }),
} as const satisfies Endpoint

const readWatchers = {
  method: 'GET',
  path: '/api/rooms/{slug}/watchers',
  /** Everybody who has the room open, each once, by name; `me` is the id of who asks. */
  reply: z.object({ people: z.array(watcherSchema), me: z.string() }),
} as const satisfies Endpoint

/** For the Live engine: the request is in its format, checked by its signature, and so is the answer. */
const receiveWebhook = {
  method: 'POST',
  path: '/api/webhooks/live',
  open: true,
  reply: z.looseObject({}),
} as const satisfies Endpoint

export const liveEndpoints = { watchRoom, readWatchers, receiveWebhook } as const
export type Watchers = z.infer<typeof readWatchers.reply>
