import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import * as z from 'zod/mini'

/**
 * The reply to every genuine webhook; anything else counts as failed:
 * docs/live-api.md#webhook-replies.
 */
export const WEBHOOK_REPLY = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 } as const

export type WebhookVerdict = 'genuine' | 'other-app' | 'unsigned' | 'forged' | 'stale' | 'replayed'

/** Largest difference between the clock of the Live service and ours, either way. */
const WINDOW_SECONDS = 60
/**
 * Bounds the memory: each takes 43 characters. With more requests than this in two minutes, the
 * oldest can be replayed.
 */
const MAX_REMEMBERED = 20_000

/** `tokens` holds the current token and, during a rotation, also the previous one. */
type Settings = { sdkAppId: number; tokens: readonly string[] }

/**
 * Returns a function that checks whether a request comes from the Live service. The signature
 * hashes token and time but not the body (docs/live-api.md#webhook-requests), so callers must not
 * trust the body beyond the room id. An identical second request is a replay: events of the same
 * second differ in their bodies.
 */
export function createWebhookVerifier({ sdkAppId, tokens }: Settings) {
  const seen = new Set<string>()

  /** Returns false if the request was seen before. */
  function remember(request: string): boolean {
    if (seen.has(request)) return false
    seen.add(request)
    const [oldest] = seen
    if (seen.size > MAX_REMEMBERED && oldest !== undefined) seen.delete(oldest)
    return true
  }

  return function verify(query: URLSearchParams, body: Uint8Array): WebhookVerdict {
    // The documentation has both spellings: docs/live-api.md#webhook-requests.
    const app = query.get('SdkAppid') ?? query.get('SdkAppId')
    if (app !== String(sdkAppId)) return 'other-app'
    const sign = query.get('Sign')
    const time = query.get('RequestTime')
    if (!sign || !time || !/^\d{1,12}$/.test(time)) return 'unsigned'
    if (!isSigned(sign, time, tokens)) return 'forged'
    if (Math.abs(Date.now() / 1000 - Number(time)) > WINDOW_SECONDS) return 'stale'
    const request = createHash('sha256')
      .update(`${sign}\n${time}\n`)
      .update(body)
      .digest('base64url')
    return remember(request) ? 'genuine' : 'replayed'
  }
}

/** Compares with every token in constant time. */
function isSigned(sign: string, time: string, tokens: readonly string[]): boolean {
  const given = createHash('sha256').update(sign).digest()
  const matches = tokens.map((token) => {
    const expected = createHash('sha256').update(`${token}${time}`).digest('hex')
    return timingSafeEqual(given, createHash('sha256').update(expected).digest())
  })
  return matches.includes(true)
}

/** See docs/live-api.md#metadata-webhooks. */
const METADATA_EVENTS = ['Live.CallbackAfterSetMetadata', 'Live.CallbackAfterDelMetadata'] as const
/** See docs/live-api.md#other-webhooks. */
const ROOM_EVENTS = [
  'Live.CallbackAfterCreateRoom',
  'Live.CallbackAfterDestroyRoom',
  'Live.CallbackAfterUpdateRoomInfo',
] as const

const bodySchema = z.object({
  CallbackCommand: z.enum([...METADATA_EVENTS, ...ROOM_EVENTS]),
  RoomId: z.optional(z.string()),
  RoomInfo: z.nullish(z.object({ RoomId: z.optional(z.string()) })),
})

/**
 * Returns the room of an event and whether its name or host may have changed; null for events that
 * the console ignores. The command in the body counts, because the query can name another one:
 * docs/live-api.md#metadata-webhooks.
 */
export function parseWebhookEvent(
  body: unknown,
): { room: string; isRoomInfoChange: boolean } | null {
  const parsed = bodySchema.safeParse(body)
  if (!parsed.success) return null
  const { CallbackCommand, RoomId, RoomInfo } = parsed.data
  const room = RoomId ?? RoomInfo?.RoomId
  if (room === undefined) return null
  return { room, isRoomInfoChange: ROOM_EVENTS.some((command) => command === CallbackCommand) }
}
