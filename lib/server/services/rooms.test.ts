import { expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'
import type { Room } from '@/lib/shared/metadata/room'
import { createRoomDirectory } from '../directory/room-directory'
import type { EngineClient } from '../engine/client'
import { problemFrom } from '../testing/scripted-engine'
import { listRooms, type RoomsDeps, readRoom } from './rooms'

const listed: Room = {
  id: 'r',
  slug: 'r',
  name: 'The finals',
  owner: 'host',
  category: [1],
  views: 7,
  createdAt: '2026-01-02T03:04:05.000Z',
}

/** A Live service that lists one room and fails to read single rooms with `code`. */
function createDeps(code: ProblemCode): RoomsDeps {
  const engine: Pick<EngineClient, 'listRooms' | 'readRoom'> = {
    listRooms: async () => ({ rooms: [listed], next: '' }),
    readRoom: async () => {
      throw new Problem(code)
    },
  }
  const roomDirectory = createRoomDirectory(engine as EngineClient)
  return { roomDirectory, ref: 'ref', actor: { id: 'p', name: 'P', role: 'viewer' } }
}

it('reads a room from the last known list while the Live service does not respond', async () => {
  const deps = createDeps('engine.unreachable')
  expect((await problemFrom(readRoom(deps, { room: 'r' }))).code).toBe('engine.unreachable')
  await listRooms(deps, {})
  expect(await readRoom(deps, { room: 'r' })).toEqual({ room: listed })
  expect((await problemFrom(readRoom(deps, { room: 'private' }))).code).toBe('engine.unreachable')
})

it.each(['room.gone', 'engine.line-full'] as const)(
  'reports %s instead of a room from the list',
  async (code) => {
    const deps = createDeps(code)
    await listRooms(deps, {})
    expect((await problemFrom(readRoom(deps, { room: 'r' }))).code).toBe(code)
  },
)
