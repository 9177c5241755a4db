import 'server-only'
import type { RoomListQuery } from '../repositories/rooms/list-rooms'
import type { Rooms } from '../repositories/rooms/rooms'
import { splitWords } from '../repositories/rooms/search-text'

type Search = Partial<Omit<RoomListQuery, 'words'>> & { search?: string }

/** The first page by views, unless `more` says otherwise. */
export const list = (rooms: Rooms, { search = '', ...more }: Search = {}) =>
  rooms.list({ words: splitWords(search), sort: 'views', limit: 20, ...more })

export const idsOf = async (found: ReturnType<typeof list>) =>
  (await found).rooms.map(({ room }) => room.id)

/** The ids of all pages. */
export async function walk(rooms: Rooms, query: Search): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await list(rooms, { ...query, cursor: cursor ?? undefined })
    ids.push(...page.rooms.map(({ room }) => room.id))
    cursor = page.next
  } while (cursor !== null)
  return ids
}
