import { afterEach, describe, expect, it } from 'vitest'
import { call, set, start, stopAll } from './testing/calls'

afterEach(stopAll)

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
