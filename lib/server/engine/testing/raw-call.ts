import 'server-only'
import type { EngineSettings } from '../transport/http-caller'
import { userSig } from '../transport/signature'

/** One signed call as it stands, for commands the console has no use for: making and ending rooms. */
export async function rawCall(
  settings: EngineSettings,
  command: string,
  body: object,
): Promise<Record<string, unknown>> {
  const query = new URLSearchParams({
    sdkappid: String(settings.sdkAppId),
    identifier: settings.identifier,
    usersig: userSig(settings, Math.floor(Date.now() / 1000), 86_400),
    random: '1',
    contenttype: 'json',
  })
  const address = `${settings.url}/v4/live_engine_http_srv/${command}?${query}`
  const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body) })
  return (await answer.json()) as Record<string, unknown>
}
