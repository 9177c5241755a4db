import 'server-only'
import * as z from 'zod/mini'
import { byKey, type Entry } from '@/lib/shared/entry'
import type { EngineWord } from '@/lib/shared/problems'
import type { Room } from '@/lib/shared/room'
import { slugOf } from '@/lib/shared/room-slug'

/** The four fields of every reply (contract §1.1); gateway failures come without a RequestId (contract §3). */
const envelopeSchema = z.object({
  ActionStatus: z.string(),
  ErrorCode: z.number().check(z.int()),
  ErrorInfo: z.optional(z.string()),
  RequestId: z.optional(z.string()),
  Response: z.optional(z.unknown()),
})

/** A reply in our words: success only where both fields say so (faults §1.4). */
export type Reply = { ok: boolean; code: number; info: string; word: EngineWord; response: unknown }

/** The reply in a body, or null where the body is none: not JSON, not an object, or at odds with itself. */
export function replyOf(text: string): Reply | null {
  const envelope = envelopeSchema.safeParse(parsed(text))
  if (!envelope.success) return null
  const { ActionStatus, ErrorCode, ErrorInfo = '', RequestId = null, Response } = envelope.data
  const ok = ErrorCode === 0
  if (ok !== (ActionStatus === 'OK')) return null
  return {
    ok,
    code: ErrorCode,
    info: ErrorInfo,
    word: { code: ErrorCode, requestId: RequestId },
    response: Response,
  }
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

const wireRoomSchema = z.object({
  RoomId: z.string(),
  RoomName: z._default(z.string(), ''),
  // A number here was above 2^53 and is already wrong (contract §7 #27).
  Owner_Account: z.optional(z.union([z.string(), z.number()])),
  Category: z.optional(z.nullable(z.array(z.number()))),
  ViewCount: z.optional(z.number()),
  CreateTime: z.optional(z.number()),
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
    owner: typeof Owner_Account === 'string' ? Owner_Account : null,
    category: Category ?? [],
    views: ViewCount ?? 0,
    createdAt: CreateTime ? new Date(CreateTime * 1000).toISOString() : null,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
