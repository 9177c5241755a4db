import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { isRoomId } from '@/lib/shared/metadata/room-slug'
import { newsOfWebhook, WEBHOOK_REPLY } from '../engine/webhook'
import { parseJson, readBytes } from '../http/body'
import type { OpenContext } from '../http/context'

/**
 * The Live engine says that something happened in a room: whoever follows that room reads it again, and nothing of
 * what the request says is believed. It needs nobody's leave but the engine's signature: 401 without a genuine one,
 * 403 for another app's, 404 while no token is configured.
 */
export async function receiveWebhook(
  ctx: OpenContext,
  _: unknown,
  request: Request,
): Promise<Response> {
  if (ctx.config.webhookTokens.length === 0) throw new Problem('request.not-found')
  const bytes = await readBytes(request)
  const verdict = ctx.live.verifyWebhook(new URL(request.url).searchParams, bytes)
  if (verdict !== 'genuine') {
    ctx.log.warn({ event: 'webhook', ref: ctx.ref, verdict })
    throw new Problem(verdict === 'other-app' ? 'webhook.other-app' : 'webhook.not-genuine')
  }
  const news = newsOfWebhook(parseJson(bytes))
  if (news && isRoomId(news.room)) {
    ctx.live.look(news.room)
    if (news.facts) ctx.live.lookAtFacts(news.room)
  }
  return Response.json(WEBHOOK_REPLY)
}
