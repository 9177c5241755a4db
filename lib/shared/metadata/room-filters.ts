import * as z from 'zod/mini'
import { type RoomSort, type RoomVisibility, roomSorts, roomVisibilities } from './room'

/** What the room list shows and in which order, as in the query string of its page. */
export type RoomFilters = {
  search: string
  sort: RoomSort
  category?: number
  visibility?: RoomVisibility
}

export const defaultRoomFilters: RoomFilters = { search: '', sort: 'views' }

const categorySchema = z.coerce.number().check(z.int())
const sortSchema = z.enum(roomSorts)
const visibilitySchema = z.enum(roomVisibilities)

/** Ignores what is not valid: people edit addresses. `read` returns a parameter of the query string. */
export function parseRoomFilters(read: (name: string) => string | null): RoomFilters {
  const category = categorySchema.safeParse(read('category') || undefined).data
  const visibility = visibilitySchema.safeParse(read('visibility')).data
  return {
    search: read('search')?.trim() ?? '',
    sort: sortSchema.safeParse(read('sort')).data ?? defaultRoomFilters.sort,
    ...(category !== undefined && { category }),
    ...(visibility !== undefined && { visibility }),
  }
}

/** The parameters of a query string; null for those that it leaves out. */
export function toQueryParameters({ search, sort, category, visibility }: RoomFilters) {
  return {
    search: search || null,
    sort: sort === defaultRoomFilters.sort ? null : sort,
    category: category === undefined ? null : String(category),
    visibility: visibility ?? null,
  }
}
