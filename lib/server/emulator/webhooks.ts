import 'server-only'
import { createHash } from 'node:crypto'

/** Where after-event hooks go; with a token they are signed (contract §6.2). */
export type WebhookTarget = { url: string; token?: string }

export type Hook = { command: string; body: Record<string, unknown>; queryCommand?: string }

/** The documented patience of the Chat platform; no retry (contract §6.3). */
const TIMEOUT_MS = 2_000

/** Posts a hook and forgets it, as the engine does: a lost one is lost. `now` in epoch ms. */
export async function postHook(
  target: WebhookTarget,
  sdkAppId: number,
  hook: Hook,
  now: number,
): Promise<void> {
  const url = new URL(target.url)
  const query: Record<string, string> = {
    SdkAppid: String(sdkAppId),
    CallbackCommand: hook.queryCommand ?? hook.command,
    contenttype: 'json',
    ClientIP: '127.0.0.1',
    OptPlatform: 'RESTAPI',
  }
  if (target.token) {
    const time = String(Math.floor(now / 1000))
    query.RequestTime = time
    // A plain hash of token and time; the body is not covered (contract §6.2).
    query.Sign = createHash('sha256').update(`${target.token}${time}`).digest('hex')
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ CallbackCommand: hook.command, ...hook.body, EventTime: now }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => undefined)
}
