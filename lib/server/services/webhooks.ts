import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { isRoomId } from '@/lib/shared/metadata/room-slug'
import { parseWebhookQuery, WEBHOOK_REPLY } from '../engine/webhook'
import { parseWebhookEvent } from '../engine/webhook-event'
import { parseJson, readBytes, readBytesOfAnyType } from '../http/body'
import type { Realtime } from '../realtime/realtime'
import type { Config } from '../runtime/config'
import type { Log } from '../runtime/log'

export type WebhooksDeps = { config: Config; realtime: Realtime; log: Log; ref: string }

/**
 * Receives a webhook of the Live service. It only causes the room to be read again if someone has
 * it open; its content is not trusted. See docs/live-api.md#webhook-requests. Needs no session:
 * throws `request.not-found` when no token is configured, `request.malformed` for a repeated query
 * parameter, `webhook.not-genuine` for a wrong signature and `webhook.other-app` for another app.
 */
export async function receiveWebhook(
  deps: WebhooksDeps,
  _: unknown,
  request: Request,
): Promise<Response> {
  if (deps.config.webhookTokens.length === 0) throw new Problem('request.not-found')
  const { webhooks, requestPoll, publishRoomInfoChange } = deps.realtime
  const query = parseWebhookQuery(new URL(request.url).searchParams)
  if (!query) throw new Problem('request.malformed', { params: { field: 'query' } })
  // No page of the documentation states the header; the query says JSON.
  const isJson = query.get('contenttype') === 'json'
  const bytes = await (isJson ? readBytesOfAnyType(request) : readBytes(request))
  const verdict = webhooks.verify(query, bytes)
  // A repetition is a success for the Live service: anything but 200 counts as a failed webhook.
  if (verdict === 'repeated') return Response.json(WEBHOOK_REPLY)
  if (verdict !== 'genuine') {
    deps.log.warn({ event: 'webhook', ref: deps.ref, verdict })
    throw new Problem(verdict === 'other-app' ? 'webhook.other-app' : 'webhook.not-genuine')
  }
  const webhookEvent = parseWebhookEvent(parseJson(bytes))
  if (webhookEvent && isRoomId(webhookEvent.room)) {
    requestPoll(webhookEvent.room, webhookEvent.claim)
    if (webhookEvent.isRoomInfoChange) publishRoomInfoChange(webhookEvent.room)
  }
  webhooks.remember(query, bytes)
  return Response.json(WEBHOOK_REPLY)
}
