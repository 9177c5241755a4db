import { afterEach, describe, expect, it } from 'vitest'
import { call, makeRoom, set, start, stopAll } from './testing/calls'

afterEach(stopAll)

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
