import * as z from 'zod/mini'

/** The engine's own maximum for one page of its list (contract §2.1). */
export const ROOMS_PER_PAGE = 20

/** A room as lists show it. `owner` is null where the engine sent a number, which JSON may have rounded (contract §7 #27). */
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
