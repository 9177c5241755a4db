import 'server-only'
import type { EngineSettings } from '../transport/http-caller'
import { createUserSig } from '../transport/signature'

/**
 * Makes one signed call and returns its reply; for commands that the engine client does not have.
 */
export async function callLiveApi(
  settings: EngineSettings,
  command: string,
  body: object,
): Promise<Record<string, unknown>> {
  const query = new URLSearchParams({
    sdkappid: String(settings.sdkAppId),
    identifier: settings.identifier,
    usersig: createUserSig(settings, Math.floor(Date.now() / 1000), 86_400),
    random: '1',
    contenttype: 'json',
  })
  const address = `${settings.url}/v4/live_engine_http_srv/${command}?${query}`
  const reply = await fetch(address, { method: 'POST', body: JSON.stringify(body) })
  return (await reply.json()) as Record<string, unknown>
}
