import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * The reply to every genuine webhook; anything else counts as failed:
 * docs/live-api.md#webhook-replies.
 */
export const WEBHOOK_REPLY = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 } as const

/** The query of a webhook: lower-case name → value. The documentation spells names in two ways. */
export type WebhookQuery = ReadonlyMap<string, string>

export type WebhookRefusal = 'other-app' | 'unsigned' | 'forged' | 'stale'

/** `repeated`: an identical request was acted on already. */
export type WebhookVerdict = 'genuine' | 'repeated' | WebhookRefusal

export type WebhookVerifier = {
  verify(query: WebhookQuery, body: Uint8Array): WebhookVerdict
  /**
   * Call it after acting on a genuine request, not before: else a repetition of one that failed
   * halfway would be taken for done.
   */
  remember(query: WebhookQuery, body: Uint8Array): void
}

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
 * Parses the query of a webhook. Null if it names a parameter twice: which of two signatures or apps
 * counts would be a guess.
 */
export function parseWebhookQuery(query: URLSearchParams): WebhookQuery | null {
  const parameters = new Map([...query].map(([name, value]) => [name.toLowerCase(), value]))
  return parameters.size === query.size ? parameters : null
}

/**
 * Returns a verifier of whether a request comes from the Live service. The signature hashes token
 * and time but not the body (docs/live-api.md#webhook-requests), so callers must not trust the body
 * beyond the room id. An identical second request is a repetition: events of the same second differ
 * in their bodies.
 */
export function createWebhookVerifier({ sdkAppId, tokens }: Settings): WebhookVerifier {
  const seen = new Set<string>()
  return {
    verify(query, body) {
      if (query.get('sdkappid') !== String(sdkAppId)) return 'other-app'
      const sign = query.get('sign')
      const time = query.get('requesttime')
      if (!sign || !time || !/^\d{1,12}$/.test(time)) return 'unsigned'
      if (!isSigned(sign, time, tokens)) return 'forged'
      if (Math.abs(Date.now() / 1000 - Number(time)) > WINDOW_SECONDS) return 'stale'
      return seen.has(digestOf(query, body)) ? 'repeated' : 'genuine'
    },
    remember(query, body) {
      seen.add(digestOf(query, body))
      const [oldest] = seen
      if (seen.size > MAX_REMEMBERED && oldest !== undefined) seen.delete(oldest)
    },
  }
}

function digestOf(query: WebhookQuery, body: Uint8Array): string {
  return createHash('sha256')
    .update(`${query.get('sign')}\n${query.get('requesttime')}\n`)
    .update(body)
    .digest('base64url')
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
