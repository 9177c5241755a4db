import { afterEach, describe, expect, it } from 'vitest'
import {
  callEmulator,
  createRoom,
  setMetadata,
  startTestEmulator,
  stopEmulators,
} from '../testing/call-emulator'

afterEach(stopEmulators)

describe('commands', () => {
  it.each<[string, number, string, object]>([
    ['a room id of 49 bytes', 100002, 'get_room_info', { RoomId: 'r'.repeat(49) }],
    ['a room id that is not ASCII', 100002, 'get_room_info', { RoomId: '房' }],
    ['an unknown room', 100004, 'get_room_metadata', { RoomId: 'never', Keys: [] }],
    ['an empty Metadata', 100002, 'set_room_metadata', { RoomId: 'r', Metadata: [] }],
    [
      'an empty Key',
      100002,
      'set_room_metadata',
      { RoomId: 'r', Metadata: [{ Key: '', Value: '' }] },
    ],
    [
      'a Value that is not a string',
      100002,
      'set_room_metadata',
      { RoomId: 'r', Metadata: [{ Key: 'a', Value: 1 }] },
    ],
    ['a delete with empty Keys', 100002, 'del_room_metadata', { RoomId: 'r', Keys: [] }],
    ['a delete of missing keys', 100503, 'del_room_metadata', { RoomId: 'r', Keys: ['a'] }],
    ['a list without Next', 100002, 'get_room_list', { Count: 20 }],
    [
      'a room of another type',
      100015,
      'create_room',
      { RoomInfo: { RoomId: 'x', RoomType: 'Chat' } },
    ],
    [
      'a room id that is taken',
      100010,
      'create_room',
      { RoomInfo: { RoomId: 'r', RoomType: 'Live' } },
    ],
  ])('refuse %s with %i', async (_, code, command, body) => {
    const emulator = await startTestEmulator()
    await createRoom(emulator, 'r')
    expect((await callEmulator(emulator, command, body)).ErrorCode).toBe(code)
  })

  it('check the limits in a fixed order: key, value, count, total', async () => {
    const emulator = await startTestEmulator()
    await createRoom(emulator, 'r')
    const eleven = Object.fromEntries(
      Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v'.repeat(2048)]),
    )
    const big = { long: 'v'.repeat(2049) }
    expect(
      (await setMetadata(emulator, 'r', { ...eleven, ...big, ['k'.repeat(51)]: '' })).ErrorCode,
    ).toBe(100504)
    expect((await setMetadata(emulator, 'r', { ...eleven, ...big })).ErrorCode).toBe(100501)
    expect((await setMetadata(emulator, 'r', eleven)).ErrorCode).toBe(100500)
    const { k10: _, ...ten } = eleven
    expect((await setMetadata(emulator, 'r', ten)).ErrorCode).toBe(100502)
    expect(
      emulator.calls.filter((call) => call.command === 'set_room_metadata' && call.applied),
    ).toEqual([])
  })
})

describe('get_room_list', () => {
  it('lists public rooms by views, twenty a page, and ends with an empty Next', async () => {
    const emulator = await startTestEmulator({ seed: true })
    const seen: { RoomId: string; ViewCount: number }[] = []
    let Next = ''
    do {
      const reply = await callEmulator(emulator, 'get_room_list', { Next, Count: 50 })
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

  it('has a room in the demo data that is full to the last byte', async () => {
    const emulator = await startTestEmulator({ seed: true })
    const reply = await callEmulator(emulator, 'get_room_metadata', {
      RoomId: 'full-house',
      Keys: [],
    })
    const entries = reply.Response?.Metadata as { Key: string; Value: string }[]
    const bytes = entries.reduce((sum, { Value }) => sum + Buffer.byteLength(Value), 0)
    expect([entries.length, bytes]).toEqual([10, 16_384])
    expect((await setMetadata(emulator, 'full-house', { note: 'x'.repeat(25) })).ErrorCode).toBe(
      100502,
    )
  })
})

it('variants change what the documentation leaves open', async () => {
  const emulator = await startTestEmulator({
    variants: { valueBytes: 200, keyTooLong: 100002, emptyValue: 'refuse', numericOwner: true },
  })
  await createRoom(emulator, 'r')
  expect((await setMetadata(emulator, 'r', { a: 'v'.repeat(201) })).ErrorCode).toBe(100501)
  expect((await setMetadata(emulator, 'r', { ['k'.repeat(51)]: 'v' })).ErrorCode).toBe(100002)
  expect((await setMetadata(emulator, 'r', { a: '' })).ErrorCode).toBe(100002)
  const info = await callEmulator(emulator, 'get_room_info', { RoomId: 'r' })
  expect(info.Response?.RoomInfo).toMatchObject({ Owner_Account: expect.any(Number) })
})
