import 'server-only'
import * as z from 'zod/mini'

/**
 * What processes tell each other. `room`: its entries or a save in it changed, as `process` knows, and every open page
 * reads it again. `facts`: its name or owner may have. `look`: somebody says that it changed, whoever follows it should
 * see for itself. `presence`: all who have it open in one process, which says so again before they expire. `sessions`:
 * what this person may do has changed.
 */
const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('room'), process: z.string(), room: z.string() }),
  z.object({ type: z.literal('facts'), room: z.string() }),
  z.object({ type: z.literal('look'), room: z.string() }),
  z.object({
    type: z.literal('presence'),
    process: z.string(),
    room: z.string(),
    people: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  z.object({ type: z.literal('sessions'), person: z.string() }),
])
export type Message = z.infer<typeof messageSchema>

/** Null for what is none of ours: another version of the console may speak on the same channel. */
export function messageOf(payload: string): Message | null {
  try {
    return messageSchema.parse(JSON.parse(payload))
  } catch {
    return null
  }
}
