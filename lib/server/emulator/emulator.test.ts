import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { demoApp } from './demo-app'
import { type Emulator, type EmulatorOptions, startEmulator } from './server'

const { Api } = createRequire(import.meta.url)('tls-sig-api-v2') as {
  Api: new (appId: number, key: string) => { genSig(identifier: string, expire: number): string }
}

const running: Emulator[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()))
})

async function start(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await startEmulator({ ...demoApp, ...options })
  running.push(emulator)
  return emulator
}

type Envelope = {
  ErrorCode: number
  ActionStatus: string
  RequestId?: string
  Response?: Record<string, unknown>
}
type Twist = { method?: string; path?: string; query?: Record<string, string>; body?: string }

const sign = (
  identifier: string = demoApp.identifier,
  key: string = demoApp.secretKey,
  appId: number = demoApp.sdkAppId,
) => new Api(appId, key).genSig(identifier, 3_600)

/** One call signed by the vendor's own package; `twist` makes it wrong. */
async function call(
  emulator: Emulator,
  command: string,
  body: object,
  twist: Twist = {},
): Promise<Envelope> {
  const query = {
    sdkappid: String(demoApp.sdkAppId),
    identifier: demoApp.identifier,
    usersig: sign(),
    random: '42',
    contenttype: 'json',
    ...twist.query,
  }
  const path = twist.path ?? `/v4/live_engine_http_srv/${command}`
  const method = twist.method ?? 'POST'
  const response = await fetch(`${emulator.url}${path}?${new URLSearchParams(query)}`, {
    method,
    body: method === 'GET' ? undefined : (twist.body ?? JSON.stringify(body)),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Envelope
}

async function makeRoom(emulator: Emulator, RoomId: string, more: object = {}) {
  const reply = await call(emulator, 'create_room', {
    RoomInfo: { RoomId, RoomType: 'Live', ...more },
  })
  expect(reply.ErrorCode).toBe(0)
}

const set = (emulator: Emulator, RoomId: string, entries: Record<string, string>) =>
  call(emulator, 'set_room_metadata', {
    RoomId,
    Metadata: Object.entries(entries).map(([Key, Value]) => ({ Key, Value })),
  })

describe('the gateway refuses', () => {
  const other = sign('someone')
  it.each<[string, number, Twist]>([
    ['another method', 60002, { method: 'GET' }],
    ['another service', 60009, { path: '/v4/room_engine_http_srv/get_room_info' }],
    ['a command it does not know', 60009, { path: '/v4/live_engine_http_srv/gift_room' }],
    ['no sdkappid', 60012, { query: { sdkappid: '' } }],
    [
      'a name in other case',
      60012,
      { query: { sdkappid: '', SdkAppId: String(demoApp.sdkAppId) } },
    ],
    ['an sdkappid that is none', 60006, { query: { sdkappid: 'abc' } }],
    ['an app it does not know', 70020, { query: { sdkappid: '1400000999' } }],
    ['no usersig', 60004, { query: { usersig: '' } }],
    ['no random', 60004, { query: { random: '' } }],
    ['a random above uint32', 60004, { query: { random: '4294967296' } }],
    ['no contenttype', 60004, { query: { contenttype: '' } }],
    ['a cut usersig', 70003, { query: { usersig: sign().slice(0, 40) } }],
    ['a usersig of another identifier', 70013, { query: { usersig: other } }],
    [
      'a usersig of another app',
      70014,
      { query: { usersig: sign(undefined, undefined, 1400000999) } },
    ],
    ['a usersig of another key', 70009, { query: { usersig: sign(undefined, 'another key') } }],
    [
      'an identifier that is no administrator',
      60010,
      { query: { identifier: 'someone', usersig: other } },
    ],
    ['a body that is no JSON', 60003, { body: '{"RoomId": "r",}' }],
    ['an empty body', 60003, { body: '' }],
  ])('%s with %i', async (_, code, twist) => {
    const emulator = await start()
    const reply = await call(emulator, 'get_room_info', { RoomId: 'r' }, twist)
    expect([reply.ErrorCode, reply.ActionStatus]).toEqual([code, 'FAIL'])
  })

  it('a usersig that has run out with 70001', async () => {
    const emulator = await start({ now: () => Date.now() + 3_602_000 })
    expect((await call(emulator, 'get_room_info', { RoomId: 'r' })).ErrorCode).toBe(70001)
  })

  it('an account with 70050 after twenty bad signatures, for a minute', async () => {
    let ahead = 0
    const emulator = await start({ now: () => Date.now() + ahead })
    const bad = { query: { usersig: sign(undefined, 'another key') } }
    for (let i = 0; i < 20; i++) await call(emulator, 'get_room_info', {}, bad)
    expect((await call(emulator, 'get_room_list', { Next: '', Count: 1 })).ErrorCode).toBe(70050)
    ahead = 61_000
    expect((await call(emulator, 'get_room_list', { Next: '', Count: 1 })).ErrorCode).toBe(0)
  })

  it('the eleventh list in a second with 60007', async () => {
    const now = Date.now()
    const emulator = await start({ now: () => now })
    const codes: number[] = []
    for (let i = 0; i < 11; i++)
      codes.push((await call(emulator, 'get_room_list', { Next: '', Count: 1 })).ErrorCode)
    expect(codes).toEqual([...Array(10).fill(0), 60007])
  })
})

describe('a command refuses', () => {
  it.each<[string, number, string, object]>([
    ['a room id of 49 bytes', 100002, 'get_room_info', { RoomId: 'r'.repeat(49) }],
    ['a room id that is no ASCII', 100002, 'get_room_info', { RoomId: '房' }],
    ['a room that never was', 100004, 'get_room_metadata', { RoomId: 'never', Keys: [] }],
    ['an empty Metadata', 100002, 'set_room_metadata', { RoomId: 'r', Metadata: [] }],
    [
      'an empty Key',
      100002,
      'set_room_metadata',
      { RoomId: 'r', Metadata: [{ Key: '', Value: '' }] },
    ],
    [
      'a Value that is no string',
      100002,
      'set_room_metadata',
      { RoomId: 'r', Metadata: [{ Key: 'a', Value: 1 }] },
    ],
    ['an empty Keys in a delete', 100002, 'del_room_metadata', { RoomId: 'r', Keys: [] }],
    ['keys that are not there', 100503, 'del_room_metadata', { RoomId: 'r', Keys: ['a'] }],
    ['a list without Next', 100002, 'get_room_list', { Count: 20 }],
    [
      'a room of another type',
      100015,
      'create_room',
      { RoomInfo: { RoomId: 'x', RoomType: 'Chat' } },
    ],
    ['an id that is taken', 100010, 'create_room', { RoomInfo: { RoomId: 'r', RoomType: 'Live' } }],
  ])('%s with %i', async (_, code, command, body) => {
    const emulator = await start()
    await makeRoom(emulator, 'r')
    expect((await call(emulator, command, body)).ErrorCode).toBe(code)
  })

  it('by one limit at a time, in a fixed order: key, value, count, total', async () => {
    const emulator = await start()
    await makeRoom(emulator, 'r')
    const eleven = Object.fromEntries(
      Array.from({ length: 11 }, (_, at) => [`k${at}`, 'v'.repeat(2048)]),
    )
    const big = { long: 'v'.repeat(2049) }
    expect((await set(emulator, 'r', { ...eleven, ...big, ['k'.repeat(51)]: '' })).ErrorCode).toBe(
      100504,
    )
    expect((await set(emulator, 'r', { ...eleven, ...big })).ErrorCode).toBe(100501)
    expect((await set(emulator, 'r', eleven)).ErrorCode).toBe(100500)
    const { k10: _, ...ten } = eleven
    expect((await set(emulator, 'r', ten)).ErrorCode).toBe(100502)
    expect(
      emulator.calls.filter((seen) => seen.command === 'set_room_metadata' && seen.applied),
    ).toEqual([])
  })
})

describe('the list', () => {
  it('shows public rooms by views, twenty a page, and ends with an empty Next', async () => {
    const emulator = await start({ seed: true })
    const seen: { RoomId: string; ViewCount: number }[] = []
    let Next = ''
    do {
      const reply = await call(emulator, 'get_room_list', { Next, Count: 50 })
      const page = reply.Response as { Next: string; RoomList: typeof seen }
      expect(page.RoomList.length).toBeLessThanOrEqual(20)
      seen.push(...page.RoomList)
      Next = page.Next
    } while (Next !== '')
    expect(seen).toHaveLength(59 + 14)
    expect(seen.map(({ RoomId }) => RoomId)).not.toContain('private-rehearsal')
    expect(seen.map(({ ViewCount }) => ViewCount)).toEqual(
      seen.map(({ ViewCount }) => ViewCount).toSorted((a, b) => b - a),
    )
  })

  it('holds one room that is full to the last byte', async () => {
    const emulator = await start({ seed: true })
    const reply = await call(emulator, 'get_room_metadata', { RoomId: 'full-house', Keys: [] })
    const entries = reply.Response?.Metadata as { Key: string; Value: string }[]
    const bytes = entries.reduce((sum, { Value }) => sum + Buffer.byteLength(Value), 0)
    expect([entries.length, bytes]).toEqual([10, 16_384])
    expect((await set(emulator, 'full-house', { note: 'x'.repeat(25) })).ErrorCode).toBe(100502)
  })
})

it('a restart loses nothing that was acknowledged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-'))
  const file = join(folder, 'rooms.json')
  const first = await start({ file })
  await makeRoom(first, 'kept')
  await Promise.all(
    Array.from({ length: 10 }, (_, at) => set(first, 'kept', { [`k${at}`]: `${at}` })),
  )
  // No close: what counts is what was on disk when the answers came.
  const second = await start({ file })
  const reply = await call(second, 'get_room_metadata', { RoomId: 'kept', Keys: [] })
  expect(reply.Response?.Metadata).toHaveLength(10)
  await rm(folder, { recursive: true })
})

it('a change is told to the webhook, signed by token and time', async () => {
  const heard = new Promise<{ query: URLSearchParams; body: Record<string, unknown> }>((done) => {
    const server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        response.end('{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}')
        const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>
        if (body.CallbackCommand !== 'Live.CallbackAfterSetMetadata') return
        done({ query: new URL(request.url ?? '', 'http://x').searchParams, body })
        server.close()
      })
    })
    server.listen(0, '127.0.0.1', async () => {
      const { port } = server.address() as AddressInfo
      const emulator = await start({
        webhook: { url: `http://127.0.0.1:${port}/hook`, token: 'xxxxyyyy' },
      })
      await makeRoom(emulator, 'r')
      await set(emulator, 'r', { a: '1' })
    })
  })
  const { query, body } = await heard
  expect(body).toMatchObject({
    RoomId: 'r',
    Operator_Account: demoApp.identifier,
    Metadata: [{ Key: 'a', Value: '1' }],
  })
  const sign = createHash('sha256')
    .update(`xxxxyyyy${query.get('RequestTime')}`)
    .digest('hex')
  expect([query.get('SdkAppid'), query.get('Sign')]).toEqual([String(demoApp.sdkAppId), sign])
})

describe('a practice room', () => {
  it.each([
    ['practice-very-busy', 60007],
    ['practice-forbidden', 100006],
    ['practice-plan', 100007],
    ['practice-unknown', 100999],
    ['practice-ends', 100004],
    ['practice-full', 100500],
  ])('%s answers a write with %i', async (room, code) => {
    const emulator = await start({ seed: true })
    expect((await set(emulator, room, { new_key: '1' })).ErrorCode).toBe(code)
  })

  it('practice-busy takes the third write', async () => {
    const emulator = await start({ seed: true })
    const codes: number[] = []
    for (let i = 0; i < 3; i++)
      codes.push((await set(emulator, 'practice-busy', { a: '1' })).ErrorCode)
    expect(codes).toEqual([60007, 60007, 0])
  })

  it('practice-partial sets and does not delete', async () => {
    const emulator = await start({ seed: true })
    expect((await set(emulator, 'practice-partial', { a: '1' })).ErrorCode).toBe(0)
    const deleted = await call(emulator, 'del_room_metadata', {
      RoomId: 'practice-partial',
      Keys: ['a'],
    })
    expect(deleted.ErrorCode).toBe(100001)
  })

  it('practice-app changes by itself', async () => {
    let now = Date.now()
    const emulator = await start({ seed: true, now: () => now })
    const goal = async () => {
      const reply = await call(emulator, 'get_room_metadata', {
        RoomId: 'practice-app',
        Keys: ['viewer_goal'],
      })
      return (reply.Response?.Metadata as { Value: string }[] | undefined)?.[0]?.Value
    }
    const before = await goal()
    now += 4_000
    expect(await goal()).not.toBe(before)
  })

  it('practice-ends is back after a while', async () => {
    let now = Date.now()
    const emulator = await start({ seed: true, now: () => now })
    const read = async () =>
      (await call(emulator, 'get_room_metadata', { RoomId: 'practice-ends', Keys: [] })).ErrorCode
    await set(emulator, 'practice-ends', { a: '1' })
    const during = await read()
    now += 15_000
    expect([during, await read()]).toEqual([100004, 0])
  })
})

it('switches stand for what the documents leave open', async () => {
  const emulator = await start({
    quirks: { valueBytes: 200, keyTooLong: 100002, emptyValue: 'refuse', numericOwner: true },
  })
  await makeRoom(emulator, 'r')
  expect((await set(emulator, 'r', { a: 'v'.repeat(201) })).ErrorCode).toBe(100501)
  expect((await set(emulator, 'r', { ['k'.repeat(51)]: 'v' })).ErrorCode).toBe(100002)
  expect((await set(emulator, 'r', { a: '' })).ErrorCode).toBe(100002)
  const info = await call(emulator, 'get_room_info', { RoomId: 'r' })
  expect(info.Response?.RoomInfo).toMatchObject({ Owner_Account: expect.any(Number) })
})
