import 'server-only'
import { createHash } from 'node:crypto'

/**
 * Where webhooks go. With a token they are signed: docs/live-api.md#webhook-requests. Neither the
 * content type nor the number of deliveries is documented, so both can be chosen.
 */
export type WebhookTarget = {
  url: string
  token?: string
  contentType?: string
  deliveries?: number
}

export type WebhookEvent = { command: string; body: Record<string, unknown> }

/** The timeout of the Chat platform; Live documents none: docs/live-api.md#webhook-replies. */
const TIMEOUT_MS = 2_000

/** Posts an event and ignores the result: lost events stay lost. `now` in epoch ms. */
export async function postWebhook(
  target: WebhookTarget,
  sdkAppId: number,
  event: WebhookEvent,
  now: number,
): Promise<void> {
  const url = new URL(target.url)
  const query: Record<string, string> = {
    SdkAppid: String(sdkAppId),
    CallbackCommand: event.command,
    contenttype: 'json',
    ClientIP: '127.0.0.1',
    OptPlatform: 'RESTAPI',
  }
  if (target.token) {
    const time = String(Math.floor(now / 1000))
    query.RequestTime = time
    // A plain hash that does not cover the body: docs/live-api.md#webhook-requests.
    query.Sign = createHash('sha256').update(`${target.token}${time}`).digest('hex')
  }
  for (const [parameter, value] of Object.entries(query)) url.searchParams.set(parameter, value)
  const { contentType = 'application/json', deliveries = 1 } = target
  const body = JSON.stringify({ CallbackCommand: event.command, ...event.body, EventTime: now })
  for (let n = 0; n < deliveries; n++) {
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => undefined)
  }
}
