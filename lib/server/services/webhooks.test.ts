import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { demoApp } from '../emulator/demo-app'
import { runtime } from '../runtime/runtime'
import {
  appCall,
  ask,
  codeIn,
  engineCalls,
  metadataDoor,
  startDoors,
  stopDoors,
  webhookDoor,
} from '../testing/endpoints'

const TOKEN = 'token-in-use'
const OLD_TOKEN = 'token-before'

beforeAll(async () => {
  Object.assign(process.env, { LIVE_WEBHOOK_TOKEN: TOKEN, LIVE_WEBHOOK_TOKEN_PREVIOUS: OLD_TOKEN })
  await startDoors()
})
afterAll(stopDoors)

const room = `hooked-${randomUUID()}`
const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const event = (more: object = {}) => ({
  CallbackCommand: 'Live.CallbackAfterSetMetadata',
  Operator_Account: 'app',
  RoomId: room,
  Metadata: [{ Key: 'a', Value: 'of the body' }],
  EventTime: Math.random(),
  ...more,
})

type Sent = { token?: string; time?: number; query?: Record<string, string>; type?: string }
function post(
  body: unknown,
  { token = TOKEN, query, type = 'application/json', ...more }: Sent = {},
) {
  const time = more.time ?? Math.floor(Date.now() / 1000)
  const search = new URLSearchParams({
    SdkAppid: String(demoApp.sdkAppId),
    CallbackCommand: 'Live.CallbackAfterSetMetadata',
    contenttype: 'json',
    ClientIP: '127.0.0.1',
    OptPlatform: 'RESTAPI',
    RequestTime: String(time),
    Sign: sha(`${token}${time}`),
    ...query,
  })
  return ask(webhookDoor, 'POST', `/api/webhooks/live?${search}`, {
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}
const reads = () => engineCalls().filter(({ command }) => command === 'get_room_metadata').length

describe('with somebody in the room, a webhook', () => {
  let looked = 0
  beforeAll(async () => {
    await appCall('create_room', { RoomInfo: { RoomId: room, RoomType: 'Live' } })
    const still = async () => true
    ;(await runtime()).live.watch({ room, person: { id: 'ada', name: 'Ada' }, still })
    await vi.waitFor(() => expect(reads()).toBe(1))
  })
  beforeEach(async () => {
    const { live } = await runtime()
    vi.spyOn(live, 'look')
    looked = vi.mocked(live.look).mock.calls.length
  })
  const looks = async () => vi.mocked((await runtime()).live.look).mock.calls.length - looked

  it('of either token has the room read again, and is answered as the engine wants it', async () => {
    for (const token of [TOKEN, OLD_TOKEN]) {
      const { status, body, headers } = await post(event(), { token })
      expect([status, body]).toEqual([200, { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }])
      expect(headers.get('cache-control')).toBe('no-store')
    }
    expect(await looks()).toBe(2)
    const { live } = await runtime()
    expect(Date.parse(live.webhookSeenAt() ?? '')).toBeGreaterThan(Date.now() - 5_000)
  })

  it.each<[string, number, string, () => ReturnType<typeof post>]>([
    ['is forged', 401, 'webhook.not-genuine', () => post(event(), { token: 'guessed' })],
    ['has no signature', 401, 'webhook.not-genuine', () => post(event(), { query: { Sign: '' } })],
    [
      'is of another app',
      403,
      'webhook.other-app',
      () => post(event(), { query: { SdkAppid: '1' } }),
    ],
    [
      'is old',
      401,
      'webhook.not-genuine',
      () => post(event(), { time: Math.floor(Date.now() / 1000) - 62 }),
    ],
    [
      'comes from the future',
      401,
      'webhook.not-genuine',
      () => post(event(), { time: Math.floor(Date.now() / 1000) + 62 }),
    ],
    ['is no JSON', 415, 'request.not-json', () => post(event(), { type: 'text/plain' })],
    ['is broken', 400, 'request.malformed', () => post('{')],
    ['is too large', 413, 'request.too-large', () => post(`"${'x'.repeat(262_144)}"`)],
  ])('that %s changes nothing and is answered with %i', async (_, status, code, send) => {
    const answer = await send()
    expect([answer.status, codeIn(answer.body)]).toEqual([status, code])
    expect(JSON.stringify(answer.body)).not.toContain(TOKEN)
    expect(await looks()).toBe(0)
  })

  it('sent once more changes nothing', async () => {
    const time = Math.floor(Date.now() / 1000)
    const body = event()
    expect((await post(body, { time })).status).toBe(200)
    const again = await post(body, { time })
    expect([again.status, codeIn(again.body)]).toEqual([401, 'webhook.not-genuine'])
    expect(await looks()).toBe(1)
  })

  it('with other values than the room’s has it read, and its own are neither shown nor kept', async () => {
    await post(event({ Metadata: [{ Key: 'banner', Value: 'made up' }] }))
    const slug = slugOf(room)
    const { body } = await ask(metadataDoor, 'GET', `/api/rooms/${slug}/metadata`, {}, { slug })
    expect(body).toMatchObject({ entries: [] })
    const { history } = await runtime()
    expect((await history.list({ limit: 9 })).changes).toEqual([])
  })

  it.each([
    ['no room', event({ RoomId: 'x'.repeat(49) })],
    ['nothing of ours', event({ CallbackCommand: 'Live.CallbackAfterChangeOwner' })],
    ['nothing at all', []],
  ])('about %s is answered and left alone', async (_, body) => {
    expect((await post(body)).status).toBe(200)
    expect(await looks()).toBe(0)
  })

  it('sent a thousand times in a second makes no more than one read a second', async () => {
    const before = reads()
    const startedAt = performance.now()
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => post(event())))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    await appCall('set_room_metadata', { RoomId: room, Metadata: [{ Key: 'a', Value: '1' }] })
    await post(event())
    const { verified } = await runtime()
    await vi.waitFor(
      () => expect(verified.get(room)?.entries).toEqual([{ key: 'a', value: '1' }]),
      {
        timeout: 5_000,
      },
    )
    const seconds = (performance.now() - startedAt) / 1_000
    expect(reads() - before).toBeLessThanOrEqual(Math.ceil(seconds) + 1)
  })
})
