import { afterEach, describe, expect, it } from 'vitest'
import {
  callEmulator,
  setMetadata,
  startTestEmulator,
  stopEmulators,
} from '../testing/call-emulator'

afterEach(stopEmulators)

describe('practice rooms', () => {
  it.each([
    ['practice-very-busy', 60007],
    ['practice-forbidden', 100006],
    ['practice-plan', 100007],
    ['practice-unknown', 100999],
    ['practice-ends', 100004],
    ['practice-full', 100500],
  ])('%s refuses a write with %i', async (room, code) => {
    const emulator = await startTestEmulator({ seed: true })
    expect((await setMetadata(emulator, room, { new_key: '1' })).ErrorCode).toBe(code)
  })

  it('practice-busy accepts the third write', async () => {
    const emulator = await startTestEmulator({ seed: true })
    const codes: number[] = []
    for (let i = 0; i < 3; i++)
      codes.push((await setMetadata(emulator, 'practice-busy', { a: '1' })).ErrorCode)
    expect(codes).toEqual([60007, 60007, 0])
  })

  it('practice-partial accepts a set and fails a delete', async () => {
    const emulator = await startTestEmulator({ seed: true })
    expect((await setMetadata(emulator, 'practice-partial', { a: '1' })).ErrorCode).toBe(0)
    const deleted = await callEmulator(emulator, 'del_room_metadata', {
      RoomId: 'practice-partial',
      Keys: ['a'],
    })
    expect(deleted.ErrorCode).toBe(100001)
  })

  it('practice-app changes an entry by itself', async () => {
    let now = Date.now()
    const emulator = await startTestEmulator({ seed: true, now: () => now })
    const goal = async () => {
      const reply = await callEmulator(emulator, 'get_room_metadata', {
        RoomId: 'practice-app',
        Keys: ['viewer_goal'],
      })
      return (reply.Response?.Metadata as { Value: string }[] | undefined)?.[0]?.Value
    }
    const before = await goal()
    now += 4_000
    expect(await goal()).not.toBe(before)
  })

  it('practice-ends returns after 15 seconds', async () => {
    let now = Date.now()
    const emulator = await startTestEmulator({ seed: true, now: () => now })
    const read = async () =>
      (await callEmulator(emulator, 'get_room_metadata', { RoomId: 'practice-ends', Keys: [] }))
        .ErrorCode
    await setMetadata(emulator, 'practice-ends', { a: '1' })
    const codeWhileEnded = await read()
    now += 15_000
    expect([codeWhileEnded, await read()]).toEqual([100004, 0])
  })
})
