import 'server-only'
import type { RoomList } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'
import { ROOMS_PER_PAGE, type Room } from '@/lib/shared/metadata/room'
import type { Known } from '../directory/room-directory'
import { isLineFull } from '../engine/is-queue-full'
import { type Context, permit } from '../http/context'

/**
 * One page of rooms: by the engine's own cursor, most viewed first, or, with `search`, of all that is known
 * (name, id or owner holds every word). While the engine does not answer, the last known list with its age.
 */
export async function listRooms(
  ctx: Context,
  input: { search?: string; cursor?: string; limit?: number },
): Promise<RoomList> {
  const { id } = permit(ctx, 'rooms.list')
  const limit = input.limit ?? ROOMS_PER_PAGE
  const words = foldText(input.search ?? '')
    .split(/\s+/)
    .filter(Boolean)
  if (words.length > 0) return search(ctx, words, input.cursor, limit)
  try {
    const { rooms, next } = await ctx.rooms.page(input.cursor ?? '', limit, {
      ref: ctx.ref,
      by: id,
    })
    const distinct = [...new Map(rooms.map((room) => [room.id, room])).values()]
    return {
      rooms: distinct,
      next: next === '' ? null : next,
      indexedAt: new Date().toISOString(),
      indexed: distinct.length,
      stale: null,
    }
  } catch (error) {
    const last = ctx.rooms.last()
    if (!(error instanceof Problem) || isLineFull(error)) throw error
    if (input.cursor || last.rooms.length === 0) throw error
    return { ...told(last, byViews(last.rooms), null), stale: { code: error.code, ref: ctx.ref } }
  }
}

/**
 * One room, also a private one, which no list shows. While the engine does not answer, as the list had it last: who
 * edits has to know which room it is. Throws `room.gone` when there is none.
 */
export async function readRoom(ctx: Context, input: { room: string }): Promise<{ room: Room }> {
  const { id } = permit(ctx, 'rooms.read')
  try {
    return { room: await ctx.rooms.one(input.room, { ref: ctx.ref, by: id }) }
  } catch (error) {
    if (!(error instanceof Problem) || isLineFull(error)) throw error
    if (error.code === 'room.gone') ctx.rooms.forget(input.room)
    const last = ctx.rooms.last().rooms.find(({ id }) => id === input.room)
    if (!last) throw error
    return { room: last }
  }
}

async function search(ctx: Context, words: string[], cursor: string | undefined, limit: number) {
  const known = await ctx.rooms.known(ctx)
  const found = known.rooms.filter((room) => {
    const text = foldText(`${room.name}\n${room.id}\n${room.owner ?? ''}`)
    return words.every((word) => text.includes(word))
  })
  const start = offsetOf(cursor)
  const next = start + limit < found.length ? String(start + limit) : null
  return { ...told(known, byViews(found).slice(start, start + limit), next), stale: null }
}

function told({ rooms, readAt }: Known, found: Room[], next: string | null) {
  const indexedAt = new Date(readAt).toISOString()
  return { rooms: found, next, indexedAt, indexed: rooms.length }
}

/** Most viewed first, as the engine lists them; ids decide a tie, so that pages do not shuffle. */
function byViews(rooms: readonly Room[]): Room[] {
  return rooms.toSorted((a, b) => b.views - a.views || (a.id < b.id ? -1 : 1))
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,6}$/.test(cursor))
    throw new Problem('request.malformed', { params: { field: 'cursor' } })
  return Number(cursor)
}

/** People type without regard to case or width; rooms are found all the same. */
const foldText = (text: string) => text.normalize('NFKC').toLocaleLowerCase('en')
