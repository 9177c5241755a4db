import 'server-only'
import * as z from 'zod/mini'
import { byKey, type Entry } from '@/lib/shared/metadata/entry'
import type { Room } from '@/lib/shared/metadata/room'
import { toSlug } from '@/lib/shared/metadata/room-slug'

/**
 * The envelope of every reply (docs/live-api.md#envelope). The two fields that decide are strict.
 * The two that only inform may be odd or missing, as in gateway failures
 * (docs/live-api.md#rest-rules): they must not turn a known result into an unknown one.
 */
const envelopeSchema = z.object({
  ActionStatus: z.enum(['OK', 'FAIL']),
  ErrorCode: z.number().check(z.int()),
  ErrorInfo: z.catch(z.string(), ''),
  RequestId: z.catch(z.string(), ''),
  Response: z.optional(z.unknown()),
})

/**
 * A parsed reply. `ok` only if both deciding fields say so; `requestId` is empty if there was none.
 */
export type Reply = {
  ok: boolean
  code: number
  info: string
  requestId: string
  response: unknown
}

/** Parses a response body. Null if it is not JSON, not an envelope, or contradicts itself. */
export function parseReply(text: string): Reply | null {
  const envelope = envelopeSchema.safeParse(parseJson(text))
  if (!envelope.success) return null
  const { ActionStatus, ErrorCode, ErrorInfo, RequestId, Response } = envelope.data
  const ok = ErrorCode === 0
  if (ok !== (ActionStatus === 'OK')) return null
  return { ok, code: ErrorCode, info: ErrorInfo, requestId: RequestId, response: Response }
}

const metadataSchema = z.object({
  Metadata: z.optional(z.nullable(z.array(z.object({ Key: z.string(), Value: z.string() })))),
})

/**
 * Entries sorted by key; null if the shape is wrong. An empty room may reply with `[]`, without
 * `Metadata` or without `Response`: docs/live-api.md#get_room_metadata.
 */
export function parseEntries(response: unknown): Entry[] | null {
  if (response === undefined || response === null) return []
  const reply = metadataSchema.safeParse(response)
  if (!reply.success) return null
  const values = new Map((reply.data.Metadata ?? []).map(({ Key, Value }) => [Key, Value]))
  return [...values].map(([key, value]) => ({ key, value })).sort(byKey)
}

/** The largest number of seconds that a Date can hold. */
const MAX_SECONDS = 8.64e12

/** Only the id has to be right: an odd field that is merely shown must not hide a page of rooms. */
const wireRoomSchema = z.object({
  RoomId: z.string(),
  RoomName: z.catch(z.string(), ''),
  // A number here is above 2^53, so JSON.parse has already corrupted it:
  // docs/live-api.md#get_room_info.
  Owner_Account: z.catch(z.nullable(z.string()), null),
  Category: z.catch(z.array(z.number()), []),
  ViewCount: z.catch(z.number(), 0),
  CreateTime: z.catch(z.number().check(z.gt(0), z.lte(MAX_SECONDS)), 0),
  IsPublicVisible: z.catch(z.optional(z.boolean()), undefined),
})
const roomListSchema = z.object({
  Next: z.optional(z.string()),
  RoomList: z.optional(z.nullable(z.array(wireRoomSchema))),
})
const roomInfoSchema = z.object({ RoomInfo: wireRoomSchema })

/** A page of rooms; `next` is empty on the last one. Null if the shape is wrong. */
export function parseRoomList(response: unknown): { rooms: Room[]; next: string } | null {
  const reply = roomListSchema.safeParse(response ?? {})
  if (!reply.success) return null
  return { rooms: (reply.data.RoomList ?? []).map(toRoom), next: reply.data.Next ?? '' }
}

/** The room of a `get_room_info` reply. Null if the shape is wrong. */
export function parseRoom(response: unknown): Room | null {
  const reply = roomInfoSchema.safeParse(response)
  return reply.success ? toRoom(reply.data.RoomInfo) : null
}

function toRoom(wireRoom: z.infer<typeof wireRoomSchema>): Room {
  const { RoomId, RoomName, Owner_Account, Category, ViewCount, CreateTime } = wireRoom
  const { IsPublicVisible } = wireRoom
  return {
    id: RoomId,
    slug: toSlug(RoomId),
    name: RoomName,
    owner: Owner_Account,
    category: Category,
    views: ViewCount,
    // CreateTime is in Unix seconds: docs/live-api.md#get_room_list.
    createdAt: CreateTime > 0 ? new Date(CreateTime * 1000).toISOString() : null,
    ...(IsPublicVisible !== undefined && { isPublic: IsPublicVisible }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
