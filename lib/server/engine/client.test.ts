import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/problem'
import type { Timings } from './back-off'
import type { EngineCall } from './caller'
import { createEngineClient } from './client'
import { errorCodes } from './error-codes'
import {
  answer,
  fails,
  type Reply,
  resets,
  scriptedServer,
  stalls,
  succeeds,
} from './testing/scripted-server'

const SECRET = 'a-secret-key-of-tests-that-is-not-a-real-one'
const app = { sdkAppId: 1400000002, identifier: 'administrator', secretKey: SECRET }
const QUICK: Timings = { connect: 150, attempt: 250, least: 20, short: 1, long: 2, longest: 5 }
const open: (() => Promise<void>)[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()))
})

async function setUp(...script: Reply[]) {
  const server = await scriptedServer(script)
  const events: EngineCall[] = []
  const client = createEngineClient(
    { ...app, url: server.url },
    { timings: QUICK, onCall: (call) => events.push(call) },
  )
  open.push(client.close, server.close)
  return { client, events, addresses: server.addresses }
}

const call = () => ({ deadline: Date.now() + 5_000, ref: 'ref' })
const entries = [{ key: 'a', value: '1' }]

async function reading(...script: Reply[]) {
  const { client, addresses } = await setUp(...script)
  const result = await client.readMetadata('room', call()).catch((error: unknown) => error)
  return [result instanceof Problem ? result.code : result, addresses.length]
}

async function writing(...script: Reply[]) {
  const { client, addresses } = await setUp(...script)
  const result = await client.setMetadata('room', entries, call())
  return [
    result.result,
    result.result === 'accepted' ? null : result.problem.code,
    addresses.length,
  ]
}

const HTML = answer('<html>502</html>', 502, { 'content-type': 'text/html' })
const CUT_LENGTH: Reply = (_, response) => {
  response.writeHead(200, { 'content-length': '500' })
  response.write('{"ActionStatus":"OK","ErrorCode":0')
  setTimeout(() => response.socket?.resetAndDestroy(), 20)
}
const CUT_CHUNKED: Reply = (_, response) => {
  response.writeHead(200)
  response.write('{"ActionStatus":"OK","ErrorCode":0')
  setTimeout(() => response.destroy(), 20)
}
const HUGE = answer(`{"ActionStatus":"OK","ErrorCode":0,"x":"${'x'.repeat(300 * 1024)}"}`)
const BOMB: Reply = (_, response) => {
  response.writeHead(200, { 'content-encoding': 'gzip' })
  response.end(gzipSync(Buffer.alloc(50 * 1024 * 1024)))
}

describe('an answer (faults §2)', () => {
  it.each<[string, Reply, string, number, string, string]>([
    ['reset', resets, 'engine.no-answer', 3, 'unknown', 'engine.no-answer'],
    ['no answer in time', stalls, 'engine.no-answer', 3, 'unknown', 'engine.no-answer'],
    ['502 with HTML', HTML, 'engine.no-answer', 3, 'unknown', 'engine.no-answer'],
    ['200 cut before its length', CUT_LENGTH, 'engine.no-answer', 3, 'unknown', 'engine.no-answer'],
    ['200 cut in chunks', CUT_CHUNKED, 'engine.no-answer', 3, 'unknown', 'engine.no-answer'],
    ['200 with HTML', answer('<html></html>'), 'engine.garbled', 2, 'unknown', 'engine.garbled'],
    ['200 and empty', answer(''), 'engine.garbled', 2, 'unknown', 'engine.garbled'],
    ['200 and null', answer('null'), 'engine.garbled', 2, 'unknown', 'engine.garbled'],
    ['200 and a list', answer('[]'), 'engine.garbled', 2, 'unknown', 'engine.garbled'],
    [
      '200 and half of it',
      answer('{"ErrorCode":0,"Act'),
      'engine.garbled',
      2,
      'unknown',
      'engine.garbled',
    ],
    ['over 256 KiB', HUGE, 'engine.garbled', 2, 'unknown', 'engine.garbled'],
    ['a gzip bomb', BOMB, 'engine.garbled', 2, 'unknown', 'engine.garbled'],
    [
      'ErrorCode "0"',
      answer({ ActionStatus: 'OK', ErrorCode: '0' }),
      'engine.garbled',
      2,
      'unknown',
      'engine.garbled',
    ],
    [
      'ErrorCode null',
      answer({ ActionStatus: 'OK', ErrorCode: null }),
      'engine.garbled',
      2,
      'unknown',
      'engine.garbled',
    ],
    [
      'no ErrorCode',
      answer({ ActionStatus: 'OK' }),
      'engine.garbled',
      2,
      'unknown',
      'engine.garbled',
    ],
    [
      '0 with FAIL',
      answer({ ActionStatus: 'FAIL', ErrorCode: 0 }),
      'engine.garbled',
      2,
      'unknown',
      'engine.garbled',
    ],
    [
      'a code with OK',
      answer({ ActionStatus: 'OK', ErrorCode: 100002 }),
      'engine.garbled',
      2,
      'unknown',
      'engine.garbled',
    ],
    [
      'a redirect',
      answer('', 302, { location: '/elsewhere' }),
      'engine.garbled',
      1,
      'unknown',
      'engine.garbled',
    ],
    ['60008', fails(60008), 'engine.failed', 3, 'unknown', 'engine.failed'],
    ['100001', fails(100001), 'engine.failed', 3, 'unknown', 'engine.failed'],
    [
      'a code in no table',
      fails(100999),
      'engine.unknown-code',
      1,
      'unknown',
      'engine.unknown-code',
    ],
    ['100006', fails(100006), 'engine.forbidden', 1, 'refused', 'engine.forbidden'],
    ['100004', fails(100004), 'room.gone', 1, 'refused', 'room.gone'],
    ['70009', fails(70009), 'console.misconfigured', 1, 'refused', 'console.misconfigured'],
    ['100007', fails(100007), 'engine.plan-inactive', 1, 'refused', 'engine.plan-inactive'],
    ['60003', fails(60003), 'engine.refused', 1, 'refused', 'engine.refused'],
  ])(
    '%s: reads retry as allowed, a write goes out once',
    async (_, reply, code, reads, result, writeCode) => {
      expect(await reading(reply)).toEqual([code, reads])
      expect(await writing(reply)).toEqual([result, writeCode, 1])
    },
  )

  it.each([60007, 60011, 60018, 60019])(
    'rate code %i is tried three times, writes too',
    async (code) => {
      expect(await reading(fails(code))).toEqual(['engine.busy', 3])
      expect(await writing(fails(code))).toEqual(['refused', 'engine.busy', 3])
      expect(await writing(fails(code), fails(code), succeeds)).toEqual(['accepted', null, 3])
    },
  )

  it.each([70001, 70003, 60004, 60005, 60025])('%i is signed anew once', async (code) => {
    let now = 1_700_000_000_000
    const server = await scriptedServer([fails(code)])
    const client = createEngineClient(
      { ...app, url: server.url },
      {
        timings: QUICK,
        now: () => {
          now += 1_000
          return now
        },
      },
    )
    open.push(client.close, server.close)
    const result = await client.setMetadata('room', entries, { deadline: now + 60_000, ref: 'ref' })
    const signatures = server.addresses.map((address) =>
      new URLSearchParams(address.split('?')[1]).get('usersig'),
    )
    expect([result.result, signatures.length, new Set(signatures).size]).toEqual(['refused', 2, 2])
  })

  it('that cannot come, because nobody listens, leaves nothing sent', async () => {
    const { client } = await setUp()
    await open.pop()?.()
    const result = await client.setMetadata('room', entries, call())
    expect(result.result === 'refused' && result.problem.code).toBe('engine.unreachable')
  })

  it('that no time is left for is not asked for', async () => {
    const { client, addresses } = await setUp(succeeds)
    const result = await client.setMetadata('room', entries, {
      deadline: Date.now() + 5,
      ref: 'ref',
    })
    expect([result.result === 'refused' && result.problem.code, addresses.length]).toEqual([
      'save.out-of-time',
      0,
    ])
  })
})

describe('a call', () => {
  it('has the five query parameters, each call a random number of its own', async () => {
    const { client, addresses } = await setUp(succeeds)
    await client.readMetadata('room', call())
    await client.readMetadata('room', call())
    const queries = addresses.map((address) => new URLSearchParams(address.split('?')[1]))
    expect([...(queries[0]?.keys() ?? [])]).toEqual([
      'sdkappid',
      'identifier',
      'usersig',
      'random',
      'contenttype',
    ])
    expect(addresses[0]?.split('?')[0]).toBe('/v4/live_engine_http_srv/get_room_metadata')
    expect(new Set(queries.map((query) => query.get('random'))).size).toBe(2)
  })

  it('is never made with an empty list or a key twice', async () => {
    const { client, addresses } = await setUp(succeeds)
    await expect(client.deleteMetadata('room', [], call())).rejects.toThrow('empty')
    await expect(client.setMetadata('room', [], call())).rejects.toThrow('empty')
    await expect(client.setMetadata('room', [...entries, ...entries], call())).rejects.toThrow(
      'twice',
    )
    expect(addresses).toEqual([])
  })
})

it.each([
  ['an empty list', { Response: { Metadata: [] } }],
  ['null', { Response: { Metadata: null } }],
  ['no Metadata', { Response: {} }],
  ['no Response', {}],
])('an empty room may answer with %s', async (_, more) => {
  expect(await reading(answer({ ActionStatus: 'OK', ErrorCode: 0, ...more }))).toEqual([[], 1])
})

it('an owner that came as a number is not shown, for it is rounded', async () => {
  const info = '{"RoomId":"r","Owner_Account":144115233775727695,"CreateTime":1700000000}'
  const { client } = await setUp(
    answer(`{"ActionStatus":"OK","ErrorCode":0,"Response":{"RoomInfo":${info}}}`),
  )
  const room = await client.readRoom('r', call())
  expect([room.owner, room.createdAt]).toEqual([null, '2023-11-14T22:13:20.000Z'])
})

it('a value the engine finds too long is pointed at: the one it names, else the longest', async () => {
  const sent = [
    { key: 'short', value: 'v' },
    { key: 'long', value: 'vvv' },
  ]
  const { client } = await setUp(
    fails(100501),
    fails(100501, { ErrorInfo: 'value of short is too big' }),
  )
  const keys = []
  for (let i = 0; i < 2; i++) {
    const result = await client.setMetadata('room', sent, call())
    keys.push(result.result === 'refused' && result.problem.details.entries?.[0]?.key)
  }
  expect(keys).toEqual(['long', 'short'])
})

it('no failure shows the secret or the signature', async () => {
  const failures = [
    resets,
    stalls,
    HTML,
    CUT_LENGTH,
    HUGE,
    answer(''),
    fails(60008),
    fails(70009),
    fails(100999),
  ]
  for (const reply of failures) {
    const { client, events, addresses } = await setUp(reply)
    const problem = await client.readMetadata('room', call()).catch((error: unknown) => error)
    const written = await client.setMetadata('room', entries, call())
    const shown =
      inspect([problem, written, events, client], { depth: 20, showHidden: true }) +
      JSON.stringify([problem, written, events])
    expect(shown).not.toContain(SECRET)
    const usersig = new URLSearchParams(addresses[0]?.split('?')[1]).get('usersig') ?? 'none'
    expect(shown).not.toContain(usersig)
  }
})

it('every code of the contract is in the table', () => {
  const documented = [
    60002, 60003, 60004, 60005, 60006, 60007, 60008, 60009, 60010, 60011, 60012, 60013, 60014,
    60015, 60016, 60017, 60018, 60019, 60020, 60021, 60025, 60026, 60027, 60028, 70001, 70002,
    70003, 70004, 70005, 70006, 70007, 70009, 70013, 70014, 70016, 70020, 70050, 70051, 70052,
    70107, 70114, 70169, 70202, 70206, 70398, 70399, 70402, 70403, 70404, 70500, 71000, 72000,
    72001, 72002, 72010, 72011, 72012, 80005, 100001, 100002, 100003, 100004, 100005, 100006,
    100007, 100008, 100009, 100010, 100011, 100012, 100013, 100015, 100016, 100017, 100018, 100019,
    100020, 100102, 100200, 100201, 100202, 100203, 100204, 100205, 100206, 100210, 100211, 100251,
    100300, 100301, 100302, 100400, 100401, 100402, 100403, 100404, 100405, 100411, 100412, 100413,
    100414, 100415, 100416, 100419, 100420, 100421, 100500, 100501, 100502, 100503, 100504,
  ]
  expect([...errorCodes.keys()].sort((a, b) => a - b)).toEqual(documented)
})
