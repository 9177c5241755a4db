import * as z from 'zod/mini'
import { lastChangeSchema } from '../changes/change'
import { entrySchema } from './entry-schemas'

/** Maximum page size of the Live API (docs/live-api.md#get_room_list). */
export const ROOMS_PER_PAGE = 20

/**
 * `owner` is null if the Live service sent a number, which JSON may have rounded
 * (docs/live-api.md#contradictions-and-gaps, row 26). Public rooms are in the room list of the Live
 * service; without `isPublic` it is not known.
 */
export const roomSchema = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  owner: z.nullable(z.string()),
  category: z.array(z.number()),
  views: z.number(),
  createdAt: z.nullable(z.string()),
  isPublic: z.optional(z.boolean()),
})
export type Room = z.infer<typeof roomSchema>

export const roomSorts = ['views', 'changed', 'opened', 'name'] as const
export type RoomSort = (typeof roomSorts)[number]

export const roomVisibilities = ['public', 'private'] as const
export type RoomVisibility = (typeof roomVisibilities)[number]

/**
 * A room of the list, with its last change that had an effect, and its metadata when it was last
 * read: how many entries, and the beginning of some.
 */
export const listedRoomSchema = z.extend(roomSchema, {
  lastChange: z.nullable(lastChangeSchema),
  metadata: z.nullable(
    z.object({ readAt: z.string(), count: z.number(), hint: z.array(entrySchema) }),
  ),
})
export type ListedRoom = z.infer<typeof listedRoomSchema>
