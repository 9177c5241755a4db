import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import * as z from 'zod/mini'

/** Every genuine request is answered so, whatever came of it; the engine looks no further (contract §6.3). */
export const WEBHOOK_REPLY = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 } as const

export type WebhookVerdict = 'genuine' | 'other-app' | 'unsigned' | 'forged' | 'stale' | 'replayed'

/** Between the engine's clock and ours, either way (contract §6.2). */
const WINDOW_SECONDS = 60
/** Each is 43 characters; more than this in two minutes, and the oldest could be sent once more. */
const REMEMBERED = 20_000

/** `tokens`: the one in use and, during a rotation, the one before. */
type Settings = { sdkAppId: number; tokens: readonly string[] }

/**
 * Tells whether a request comes from the engine. Its signature is a hash of token and time and does not cover the
 * body, so a genuine one proves that something happened and never what: nothing of the body may be believed but the
 * room to look at. The same request twice is a replay; events of one second differ in their bodies.
 */
export function createWebhookGate({ sdkAppId, tokens }: Settings) {
  const seen = new Set<string>()

  function remember(request: string): boolean {
    if (seen.has(request)) return false
    seen.add(request)
    const [oldest] = seen
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest)
    return true
  }

  return function verify(query: URLSearchParams, body: Uint8Array): WebhookVerdict {
    // Two pages spell it differently (contract §6.2).
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

/** Every token is tried, and every comparison takes as long whatever it finds. */
function isSigned(sign: string, time: string, tokens: readonly string[]): boolean {
  const given = createHash('sha256').update(sign).digest()
  const matches = tokens.map((token) => {
    const right = createHash('sha256').update(`${token}${time}`).digest('hex')
    return timingSafeEqual(given, createHash('sha256').update(right).digest())
  })
  return matches.includes(true)
}

/** What may have changed what the console shows of a room; others are answered and left alone (contract §6.4, §6.5). */
const OF_ENTRIES = ['Live.CallbackAfterSetMetadata', 'Live.CallbackAfterDelMetadata'] as const
const OF_ROOMS = [
  'Live.CallbackAfterCreateRoom',
  'Live.CallbackAfterDestroyRoom',
  'Live.CallbackAfterUpdateRoomInfo',
] as const

const bodySchema = z.object({
  CallbackCommand: z.enum([...OF_ENTRIES, ...OF_ROOMS]),
  RoomId: z.optional(z.string()),
  RoomInfo: z.nullish(z.object({ RoomId: z.optional(z.string()) })),
})

/**
 * The room an event is about, and whether its name or owner may have changed; null for an event that is not ours. The
 * body tells, not the query (contract §6.4).
 */
export function newsOfWebhook(body: unknown): { room: string; facts: boolean } | null {
  const parsed = bodySchema.safeParse(body)
  if (!parsed.success) return null
  const { CallbackCommand, RoomId, RoomInfo } = parsed.data
  const room = RoomId ?? RoomInfo?.RoomId
  return room === undefined
    ? null
    : { room, facts: OF_ROOMS.some((name) => name === CallbackCommand) }
}
