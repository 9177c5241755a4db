import * as z from 'zod/mini'

/** Maximum page size of the Live API (docs/live-api.md#get_room_list). */
export const ROOMS_PER_PAGE = 20

/**
 * `owner` is null if the Live service sent a number, which JSON may have rounded
 * (docs/live-api.md#contradictions-and-gaps, row 26).
 */
export const roomSchema = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  owner: z.nullable(z.string()),
  category: z.array(z.number()),
  views: z.number(),
  createdAt: z.nullable(z.string()),
})
export type Room = z.infer<typeof roomSchema>
