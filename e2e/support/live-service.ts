import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { consoleUrl, emulatorUrl, liveServiceSettings, WEBHOOK_TOKEN } from './test-settings'

const { Api } = createRequire(import.meta.url)('tls-sig-api-v2') as {
  Api: new (
    sdkAppId: number,
    key: string,
  ) => { genSig(identifier: string, seconds: number): string }
}

const { LIVE_ENGINE_SDK_APP_ID, LIVE_ENGINE_IDENTIFIER, LIVE_ENGINE_SECRET_KEY } =
  liveServiceSettings

/** Calls the Live API as an app's own server does. Throws when the Live service refuses. */
async function callLiveApi(command: string, body: object): Promise<Record<string, unknown>> {
  const query = new URLSearchParams({
    sdkappid: LIVE_ENGINE_SDK_APP_ID,
    identifier: LIVE_ENGINE_IDENTIFIER,
    usersig: new Api(Number(LIVE_ENGINE_SDK_APP_ID), LIVE_ENGINE_SECRET_KEY).genSig(
      LIVE_ENGINE_IDENTIFIER,
      3_600,
    ),
    random: String(Math.floor(Math.random() * 2 ** 32)),
    contenttype: 'json',
  })
  const response = await fetch(`${emulatorUrl}/v4/live_engine_http_srv/${command}?${query}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  const reply = (await response.json()) as {
    ErrorCode: number
    ErrorInfo: string
    Response?: Record<string, unknown>
  }
  if (reply.ErrorCode !== 0) throw new Error(`${command}: ${reply.ErrorCode} ${reply.ErrorInfo}`)
  return reply.Response ?? {}
}

export type Entries = readonly (readonly [key: string, value: string])[]

export async function createRoom(
  id: string,
  name: string,
  entries: Entries,
  isPublic = true,
): Promise<void> {
  await callLiveApi('create_room', {
    RoomInfo: {
      RoomId: id,
      RoomType: 'Live',
      RoomName: name,
      Owner_Account: 'host_e2e',
      IsPublicVisible: isPublic,
    },
  })
  if (entries.length > 0) await writeEntries(id, entries)
}

export async function writeEntries(id: string, entries: Entries): Promise<void> {
  await callLiveApi('set_room_metadata', {
    RoomId: id,
    Metadata: entries.map(([Key, Value]) => ({ Key, Value })),
  })
}

export async function deleteEntries(id: string, keys: readonly string[]): Promise<void> {
  await callLiveApi('del_room_metadata', { RoomId: id, Keys: keys })
}

/** The entries of the room in the Live service, by key. */
export async function readEntries(id: string): Promise<Record<string, string>> {
  const { Metadata } = (await callLiveApi('get_room_metadata', { RoomId: id, Keys: [] })) as {
    Metadata?: { Key: string; Value: string }[]
  }
  return Object.fromEntries((Metadata ?? []).map(({ Key, Value }) => [Key, Value]))
}

export async function destroyRoom(id: string): Promise<void> {
  await callLiveApi('destroy_room', { RoomId: id })
}

export async function renameRoom(id: string, name: string): Promise<void> {
  await callLiveApi('update_room_info', { RoomInfo: { RoomId: id, RoomName: name } })
}

/** Sends a webhook to the console, signed as in docs/live-api.md#webhook-requests. */
export async function sendWebhook(command: string, id: string): Promise<void> {
  const time = String(Math.floor(Date.now() / 1000))
  const query = new URLSearchParams({
    SdkAppid: LIVE_ENGINE_SDK_APP_ID,
    CallbackCommand: command,
    contenttype: 'json',
    RequestTime: time,
    Sign: createHash('sha256').update(`${WEBHOOK_TOKEN}${time}`).digest('hex'),
  })
  const response = await fetch(`${consoleUrl}/api/webhooks/live?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ CallbackCommand: command, RoomId: id, EventTime: Math.random() }),
  })
  if (!response.ok) throw new Error(`${command}: ${response.status}`)
}
