import { createHash, randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import * as webhookRoute from '@/app/api/webhooks/live/route'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { demoApp } from '../emulator/demo-app'
import { getRuntime } from '../runtime/runtime'
import { appCall, callEndpoint, codeIn, engineCalls, setUpEndpoints } from '../testing/endpoints'

const TOKEN = 'a-webhook-token-in-use'
const OLD_TOKEN = 'the-webhook-token-before'

setUpEndpoints({ LIVE_WEBHOOK_TOKEN: TOKEN, LIVE_WEBHOOK_TOKEN_PREVIOUS: OLD_TOKEN })

const room = `hooked-${randomUUID()}`
const sha = (text: string) => createHash('sha256').update(text).digest('hex')
/** Differs for each event, so that none counts as a repeat. */
let eventTime = 1_790_000_000_000
const event = (more: object = {}) => ({
  CallbackCommand: 'Live.CallbackAfterSetMetadata',
  Operator_Account: 'app',
  RoomId: room,
  Metadata: [{ Key: 'a', Value: 'of the body' }],
  EventTime: eventTime++,
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
  return callEndpoint(webhookRoute, 'POST', `/api/webhooks/live?${search}`, {
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}
const reads = () => engineCalls().filter(({ command }) => command === 'get_room_metadata').length

describe('a webhook for an open room', () => {
  let pollsBefore = 0
  beforeAll(async () => {
    await appCall('create_room', { RoomInfo: { RoomId: room, RoomType: 'Live' } })
    const canWatch = async () => true
    ;(await getRuntime()).realtime.openStream({
      room,
      person: { id: 'ada', name: 'Ada' },
      canWatch,
    })
    await vi.waitFor(() => expect(reads()).toBe(1))
  })
  beforeEach(async () => {
    const { realtime } = await getRuntime()
    vi.spyOn(realtime, 'requestPoll')
    pollsBefore = vi.mocked(realtime.requestPoll).mock.calls.length
  })
  const polls = async () =>
    vi.mocked((await getRuntime()).realtime.requestPoll).mock.calls.length - pollsBefore

  it('with either token causes a read of the room and gets the documented reply', async () => {
    const startedAt = Date.now()
    for (const token of [TOKEN, OLD_TOKEN]) {
      const { status, body, headers } = await post(event(), { token })
      expect([status, body]).toEqual([200, { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }])
      expect(headers.get('cache-control')).toBe('no-store')
    }
    expect(await polls()).toBe(2)
    const { realtime } = await getRuntime()
    expect(Date.parse(realtime.lastWebhookAt() ?? '')).toBeGreaterThanOrEqual(startedAt)
  })

  it.each<[string, number, string, () => ReturnType<typeof post>]>([
    ['is forged', 401, 'webhook.not-genuine', () => post(event(), { token: 'guessed' })],
    ['has no signature', 401, 'webhook.not-genuine', () => post(event(), { query: { Sign: '' } })],
    [
      'is for another app',
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
    [
      'is declared as JSON nowhere',
      415,
      'request.not-json',
      () => post(event(), { type: 'text/plain', query: { contenttype: '' } }),
    ],
    [
      'names a parameter twice',
      400,
      'request.malformed',
      () => post(event(), { query: { SdkAppId: String(demoApp.sdkAppId) } }),
    ],
    ['is malformed', 400, 'request.malformed', () => post('{')],
    ['is too large', 413, 'request.too-large', () => post(`"${'x'.repeat(262_144)}"`)],
  ])('that %s causes no read and gets status %i', async (_, status, code, send) => {
    const answer = await send()
    expect([answer.status, codeIn(answer.body)]).toEqual([status, code])
    expect(JSON.stringify(answer.body)).not.toContain(TOKEN)
    expect(await polls()).toBe(0)
  })

  it('that is delivered again gets status 200 and causes no second read', async () => {
    const time = Math.floor(Date.now() / 1000)
    const body = event()
    expect((await post(body, { time })).status).toBe(200)
    const again = await post(body, { time })
    expect([again.status, again.body]).toEqual([
      200,
      { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 },
    ])
    expect(await polls()).toBe(1)
  })

  it('that failed is acted on when it is delivered again', async () => {
    const { realtime } = await getRuntime()
    vi.mocked(realtime.requestPoll).mockImplementationOnce(() => {
      throw new Error('not now')
    })
    const time = Math.floor(Date.now() / 1000)
    const body = event()
    expect((await post(body, { time })).status).toBe(500)
    expect((await post(body, { time })).status).toBe(200)
    expect(await polls()).toBe(2)
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', ''])(
    'is accepted with the content type %j if its query says JSON',
    async (type) => {
      expect((await post(event(), { type })).status).toBe(200)
      expect(await polls()).toBe(1)
    },
  )

  it('only causes a read: its own values are neither shown nor stored', async () => {
    await post(event({ Metadata: [{ Key: 'banner', Value: 'made up' }] }))
    const slug = toSlug(room)
    const { body } = await callEndpoint(
      metadataRoute,
      'GET',
      `/api/rooms/${slug}/metadata`,
      {},
      { slug },
    )
    expect(body).toMatchObject({ entries: [] })
    const { history } = await getRuntime()
    expect((await history.list({ limit: 9 })).changes).toEqual([])
  })

  it('marks an external change with the account that it names, as a claim', async () => {
    const { history, metadataCache } = await getRuntime()
    const Metadata = [{ Key: 'a', Value: 'mine' }]
    await post(event({ Metadata, Operator_Account: 'host_1' }))
    await post(event({ Metadata: [{ Key: 'a', Value: 'other' }], Operator_Account: 'host_2' }))
    await appCall('set_room_metadata', { RoomId: room, Metadata })
    await vi.waitFor(
      async () =>
        expect((await history.list({ limit: 9 })).changes).toMatchObject([
          { source: 'outside', by: null, changes: [{ key: 'a' }], claimedBy: ['host_1'] },
        ]),
      { timeout: 8_000 },
    )
    await appCall('del_room_metadata', { RoomId: room, Keys: ['a'] })
    await vi.waitFor(() => expect(metadataCache.get(room)?.entries).toEqual([]), { timeout: 8_000 })
  }, 20_000)

  it.each([
    ['an invalid room', event({ RoomId: 'x'.repeat(49) })],
    ['an unused command', event({ CallbackCommand: 'Live.CallbackAfterChangeOwner' })],
    ['nothing', []],
  ])('about %s gets status 200 and is ignored', async (_, body) => {
    expect((await post(body)).status).toBe(200)
    expect(await polls()).toBe(0)
  })

  it('sent 1,000 times in a second causes at most one read a second', async () => {
    const before = reads()
    const startedAt = performance.now()
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => post(event())))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    await appCall('set_room_metadata', { RoomId: room, Metadata: [{ Key: 'a', Value: '1' }] })
    await post(event())
    const { metadataCache } = await getRuntime()
    await vi.waitFor(
      () => expect(metadataCache.get(room)?.entries).toEqual([{ key: 'a', value: '1' }]),
      {
        timeout: 5_000,
      },
    )
    const seconds = (performance.now() - startedAt) / 1_000
    expect(reads() - before).toBeLessThanOrEqual(Math.ceil(seconds) + 1)
  })
})
