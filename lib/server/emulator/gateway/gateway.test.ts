import { afterEach, describe, expect, it } from 'vitest'
import { demoApp } from '../demo-app'
import {
  type CallOverrides,
  callEmulator,
  sign,
  startTestEmulator,
  stopEmulators,
} from '../testing/call-emulator'

afterEach(stopEmulators)

describe('the gateway refuses', () => {
  const otherSignature = sign('someone')
  it.each<[string, number, CallOverrides]>([
    ['a method other than POST', 60002, { method: 'GET' }],
    ['an unknown service', 60009, { path: '/v4/room_engine_http_srv/get_room_info' }],
    ['an unknown command', 60009, { path: '/v4/live_engine_http_srv/gift_room' }],
    ['a missing sdkappid', 60012, { query: { sdkappid: '' } }],
    [
      'a parameter name in the wrong case',
      60012,
      { query: { sdkappid: '', SdkAppId: String(demoApp.sdkAppId) } },
    ],
    ['an sdkappid that is not a number', 60006, { query: { sdkappid: 'abc' } }],
    ['an unknown app', 70020, { query: { sdkappid: '1400000999' } }],
    ['a missing usersig', 60004, { query: { usersig: '' } }],
    ['a missing random', 60004, { query: { random: '' } }],
    ['a random above uint32', 60004, { query: { random: '4294967296' } }],
    ['a missing contenttype', 60004, { query: { contenttype: '' } }],
    ['a truncated usersig', 70003, { query: { usersig: sign().slice(0, 40) } }],
    ['a usersig of another identifier', 70013, { query: { usersig: otherSignature } }],
    [
      'a usersig of another app',
      70014,
      { query: { usersig: sign(undefined, undefined, 1400000999) } },
    ],
    ['a usersig of another key', 70009, { query: { usersig: sign(undefined, 'another key') } }],
    [
      'an identifier that is not an administrator',
      60010,
      { query: { identifier: 'someone', usersig: otherSignature } },
    ],
    ['a body that is not JSON', 60003, { body: '{"RoomId": "r",}' }],
    ['an empty body', 60003, { body: '' }],
  ])('%s with %i', async (_, code, overrides) => {
    const emulator = await startTestEmulator()
    const reply = await callEmulator(emulator, 'get_room_info', { RoomId: 'r' }, overrides)
    expect([reply.ErrorCode, reply.ActionStatus]).toEqual([code, 'FAIL'])
  })

  it('an expired usersig with 70001', async () => {
    const emulator = await startTestEmulator({ now: () => Date.now() + 3_602_000 })
    expect((await callEmulator(emulator, 'get_room_info', { RoomId: 'r' })).ErrorCode).toBe(70001)
  })

  it('an account for a minute with 70050, after twenty bad signatures', async () => {
    let aheadMs = 0
    const emulator = await startTestEmulator({ now: () => Date.now() + aheadMs })
    const bad = { query: { usersig: sign(undefined, 'another key') } }
    for (let i = 0; i < 20; i++) await callEmulator(emulator, 'get_room_info', {}, bad)
    expect((await callEmulator(emulator, 'get_room_list', { Next: '', Count: 1 })).ErrorCode).toBe(
      70050,
    )
    aheadMs = 61_000
    expect((await callEmulator(emulator, 'get_room_list', { Next: '', Count: 1 })).ErrorCode).toBe(
      0,
    )
  })

  it('the eleventh list call in a second with 60007', async () => {
    const emulator = await startTestEmulator({ clock: () => 0 })
    const codes: number[] = []
    for (let i = 0; i < 11; i++)
      codes.push((await callEmulator(emulator, 'get_room_list', { Next: '', Count: 1 })).ErrorCode)
    expect(codes).toEqual([...Array(10).fill(0), 60007])
  })
})
