import 'server-only'
import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'

/** See docs/live-api.md#metadata-webhooks. */
const METADATA_EVENTS = ['Live.CallbackAfterSetMetadata', 'Live.CallbackAfterDelMetadata'] as const
/** See docs/live-api.md#other-webhooks. */
const ROOM_EVENTS = [
  'Live.CallbackAfterCreateRoom',
  'Live.CallbackAfterDestroyRoom',
  'Live.CallbackAfterUpdateRoomInfo',
] as const

/** The fields that only make a claim may be odd: they must not hide the room. */
const bodySchema = z.object({
  CallbackCommand: z.enum([...METADATA_EVENTS, ...ROOM_EVENTS]),
  RoomId: z.optional(z.string()),
  RoomInfo: z.nullish(z.object({ RoomId: z.optional(z.string()) })),
  Operator_Account: z.catch(z.string(), ''),
  Metadata: z.catch(z.array(z.object({ Key: z.string(), Value: z.string() })), []),
  Keys: z.catch(z.array(z.string()), []),
})

/**
 * What the body of a metadata webhook says: `account` made these writes. Anyone who saw a signed
 * request can make up a body, so it is a claim and never a fact. `writes` are digests of
 * {@link digestWrite}, because values of a body are neither kept nor passed on.
 */
export type AccountClaim = { account: string; writes: string[] }

export type WebhookEvent = {
  room: string
  /** The name or host of the room may have changed. */
  isRoomInfoChange: boolean
  claim?: AccountClaim
}

/** A user id has at most 32 bytes: docs/live-api.md#usersig. */
const MAX_ACCOUNT_BYTES = 32
/** A room holds at most ten keys: docs/live-api.md#set_room_metadata. */
const MAX_WRITES = 10

/**
 * Returns the event of a webhook; null for events that the console ignores. The command in the body
 * counts, because the query can name another one: docs/live-api.md#metadata-webhooks.
 */
export function parseWebhookEvent(body: unknown): WebhookEvent | null {
  const parsed = bodySchema.safeParse(body)
  if (!parsed.success) return null
  const { CallbackCommand, RoomId, RoomInfo } = parsed.data
  const room = RoomId ?? RoomInfo?.RoomId
  if (room === undefined) return null
  const isRoomInfoChange = ROOM_EVENTS.some((command) => command === CallbackCommand)
  const claim = isRoomInfoChange ? null : toClaim(parsed.data)
  return { room, isRoomInfoChange, ...(claim && { claim }) }
}

/** Identifies a write; `value` is null for a delete. */
export function digestWrite(key: string, value: string | null): string {
  return createHash('sha256')
    .update(JSON.stringify([key, value]))
    .digest('base64url')
}

function toClaim({
  CallbackCommand,
  Operator_Account: account,
  Metadata,
  Keys,
}: z.infer<typeof bodySchema>): AccountClaim | null {
  const bytes = utf8Bytes(account)
  // Control, invisible and unassigned characters have no place in a name that is shown.
  if (bytes === 0 || bytes > MAX_ACCOUNT_BYTES || /\p{C}/u.test(account)) return null
  const writes =
    CallbackCommand === 'Live.CallbackAfterDelMetadata'
      ? Keys.map((key) => digestWrite(key, null))
      : Metadata.map(({ Key, Value }) => digestWrite(Key, Value))
  return writes.length > 0 ? { account, writes: writes.slice(0, MAX_WRITES) } : null
}
