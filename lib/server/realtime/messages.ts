import 'server-only'
import * as z from 'zod/mini'

/**
 * Messages between processes. Replicas of different versions may share a store, so the names stay
 * as they are.
 * - `room`: entries of the room, or a save in it, changed. `process` has read the change already.
 * - `facts`: the name or host of the room may have changed.
 * - `look`: the room may have changed; processes that poll it must read it now. `claims` says who is
 *   said to have changed it.
 * - `presence`: everyone who has the room open in `process`. Repeated before it expires.
 * - `sessions`: the permissions of `person` changed.
 * - `people`: the list of people changed.
 */
const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('room'), process: z.string(), room: z.string() }),
  z.object({ type: z.literal('facts'), room: z.string() }),
  z.object({
    type: z.literal('look'),
    room: z.string(),
    claims: z.optional(z.array(z.object({ account: z.string(), writes: z.array(z.string()) }))),
  }),
  z.object({
    type: z.literal('presence'),
    process: z.string(),
    room: z.string(),
    people: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  z.object({ type: z.literal('sessions'), person: z.string() }),
  z.object({ type: z.literal('people') }),
])
export type Message = z.infer<typeof messageSchema>

/** Returns null for an unknown message: another version of the console may use the same channel. */
export function parseMessage(payload: string): Message | null {
  try {
    return messageSchema.parse(JSON.parse(payload))
  } catch {
    return null
  }
}
