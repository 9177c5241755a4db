import { afterEach, describe, expect, it } from 'vitest'
import { demoApp } from './demo-app'
import { call, sign, start, stopAll, type Twist } from './testing/calls'

afterEach(stopAll)

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
