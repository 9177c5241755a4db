import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { isRoomId } from '@/lib/shared/metadata/room-slug'
import { parseWebhookEvent, WEBHOOK_REPLY } from '../engine/webhook'
import { parseJson, readBytes } from '../http/body'
import type { Realtime } from '../realtime/realtime'
import type { Config } from '../runtime/config'
import type { Log } from '../runtime/log'

export type WebhooksDeps = { config: Config; realtime: Realtime; log: Log; ref: string }

/**
 * Receives a webhook of the Live service. It only causes the room to be read again if someone has
 * it open; its content is not trusted. See docs/live-api.md#webhook-requests. Needs no session:
 * throws `request.not-found` when no token is configured, `webhook.not-genuine` for a wrong
 * signature and `webhook.other-app` for another app.
 */
export async function receiveWebhook(
  deps: WebhooksDeps,
  _: unknown,
  request: Request,
): Promise<Response> {
  if (deps.config.webhookTokens.length === 0) throw new Problem('request.not-found')
  const bytes = await readBytes(request)
  const verdict = deps.realtime.verifyWebhook(new URL(request.url).searchParams, bytes)
  if (verdict !== 'genuine') {
    deps.log.warn({ event: 'webhook', ref: deps.ref, verdict })
    throw new Problem(verdict === 'other-app' ? 'webhook.other-app' : 'webhook.not-genuine')
  }
  const webhookEvent = parseWebhookEvent(parseJson(bytes))
  if (webhookEvent && isRoomId(webhookEvent.room)) {
    deps.realtime.requestPoll(webhookEvent.room)
    if (webhookEvent.isRoomInfoChange) deps.realtime.publishRoomInfoChange(webhookEvent.room)
  }
  return Response.json(WEBHOOK_REPLY)
}
