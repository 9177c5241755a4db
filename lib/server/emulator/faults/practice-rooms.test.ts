import { afterEach, describe, expect, it } from 'vitest'
import { catalogues } from '@/lib/shared/i18n/catalogues'
import type { Emulator } from '../server'
import {
  callEmulator,
  setMetadata,
  startTestEmulator,
  stopEmulators,
} from '../testing/call-emulator'

import { createPracticeRooms } from './practice-rooms'

afterEach(stopEmulators)

/** What the app of the room has written last. */
async function readGoal(emulator: Emulator): Promise<string | undefined> {
  const body = { RoomId: 'practice-app', Keys: ['viewer_goal'] }
  const reply = await callEmulator(emulator, 'get_room_metadata', body)
  return (reply.Response?.Metadata as { Value: string }[] | undefined)?.[0]?.Value
}

describe('practice rooms', () => {
  it.each(['en', 'zh-CN'] as const)('are all introduced to people: %s', (locale) => {
    const { rooms } = catalogues[locale].practice
    const ids = createPracticeRooms().map(({ id }) => id)
    expect(
      Object.keys(rooms)
        .map((name) => `practice-${name}`)
        .sort(),
    ).toEqual(ids.sort())
  })

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
    const before = await readGoal(emulator)
    now += 4_000
    expect(await readGoal(emulator)).not.toBe(before)
  })

  it('practice-app stops after a while without people, until a person opens it', async () => {
    let now = Date.now()
    const emulator = await startTestEmulator({ seed: true, now: () => now })
    await readGoal(emulator)
    now += 91_000
    const before = await readGoal(emulator)
    now += 4_000
    expect(await readGoal(emulator)).toBe(before)
    await callEmulator(emulator, 'get_room_info', { RoomId: 'practice-app' })
    expect(await readGoal(emulator)).not.toBe(before)
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
