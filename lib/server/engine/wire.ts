import 'server-only'
import * as z from 'zod/mini'
import { byKey, type Entry } from '@/lib/shared/metadata/entry'
import type { Room } from '@/lib/shared/metadata/room'
import { slugOf } from '@/lib/shared/metadata/room-slug'

/**
 * The four fields of every reply (contract §1.1). The two that decide are strict; the two that only inform may be
 * missing, as in gateway failures (contract §3), or odd, and do not turn a known result into an unknown one.
 */
const envelopeSchema = z.object({
  ActionStatus: z.enum(['OK', 'FAIL']),
  ErrorCode: z.number().check(z.int()),
  ErrorInfo: z.catch(z.string(), ''),
  RequestId: z.catch(z.string(), ''),
  Response: z.optional(z.unknown()),
})

/** A reply in our words: success only where both fields say so (faults §1.4). `requestId` is empty where there was none. */
export type Reply = {
  ok: boolean
  code: number
  info: string
  requestId: string
  response: unknown
}

/** The reply in a body, or null where the body is none: not JSON, not an object, or at odds with itself. */
export function replyOf(text: string): Reply | null {
  const envelope = envelopeSchema.safeParse(parsed(text))
  if (!envelope.success) return null
  const { ActionStatus, ErrorCode, ErrorInfo, RequestId, Response } = envelope.data
  const ok = ErrorCode === 0
  if (ok !== (ActionStatus === 'OK')) return null
  return { ok, code: ErrorCode, info: ErrorInfo, requestId: RequestId, response: Response }
}

const metadataSchema = z.object({
  Metadata: z.optional(z.nullable(z.array(z.object({ Key: z.string(), Value: z.string() })))),
})

/** Entries by key. An empty room is `[]`, an absent `Metadata` or an absent `Response` (contract §7 #15). */
export function entriesOf(response: unknown): Entry[] | null {
  if (response === undefined || response === null) return []
  const reply = metadataSchema.safeParse(response)
  if (!reply.success) return null
  const values = new Map((reply.data.Metadata ?? []).map(({ Key, Value }) => [Key, Value]))
  return [...values].map(([key, value]) => ({ key, value })).sort(byKey)
}

/** The last second a Date can hold. */
const MAX_SECONDS = 8.64e12

/** Only the id must be right: an odd field that is merely shown must not hide a page of rooms. */
const wireRoomSchema = z.object({
  RoomId: z.string(),
  RoomName: z.catch(z.string(), ''),
  // A number here was above 2^53 and is already wrong (contract §7 #27).
  Owner_Account: z.catch(z.nullable(z.string()), null),
  Category: z.catch(z.array(z.number()), []),
  ViewCount: z.catch(z.number(), 0),
  CreateTime: z.catch(z.number().check(z.gt(0), z.lte(MAX_SECONDS)), 0),
})
const roomListSchema = z.object({
  Next: z.optional(z.string()),
  RoomList: z.optional(z.nullable(z.array(wireRoomSchema))),
})
const roomInfoSchema = z.object({ RoomInfo: wireRoomSchema })

/** A page of rooms; `next` is empty at the end (contract §2.1). */
export function roomsOf(response: unknown): { rooms: Room[]; next: string } | null {
  const reply = roomListSchema.safeParse(response ?? {})
  if (!reply.success) return null
  return { rooms: (reply.data.RoomList ?? []).map(roomFrom), next: reply.data.Next ?? '' }
}

export function roomOf(response: unknown): Room | null {
  const reply = roomInfoSchema.safeParse(response)
  return reply.success ? roomFrom(reply.data.RoomInfo) : null
}

/** `CreateTime` is in Unix seconds (contract §7 #31). */
function roomFrom(wire: z.infer<typeof wireRoomSchema>): Room {
  const { RoomId, RoomName, Owner_Account, Category, ViewCount, CreateTime } = wire
  return {
    id: RoomId,
    slug: slugOf(RoomId),
    name: RoomName,
    owner: Owner_Account,
    category: Category,
    views: ViewCount,
    createdAt: CreateTime > 0 ? new Date(CreateTime * 1000).toISOString() : null,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
