import { expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { ProblemCode } from '@/lib/shared/api/problems'
import type { Room } from '@/lib/shared/metadata/room'
import { createRoomIndex } from '../directory/room-directory'
import type { EngineClient } from '../engine/client'
import type { Context } from '../http/context'
import { problemFrom } from '../testing/scripted-engine'
import { listRooms, readRoom } from './rooms'

const listed: Room = {
  id: 'r',
  slug: 'r',
  name: 'The finals',
  owner: 'host',
  category: [1],
  views: 7,
  createdAt: '2026-01-02T03:04:05.000Z',
}

/** An engine that lists one room and then says nothing but `code`. */
function rig(code: ProblemCode) {
  const engine: Pick<EngineClient, 'listRooms' | 'readRoom'> = {
    listRooms: async () => ({ rooms: [listed], next: '' }),
    readRoom: async () => {
      throw new Problem(code)
    },
  }
  const rooms = createRoomIndex(engine as EngineClient)
  return { rooms, ref: 'ref', actor: { id: 'p', name: 'P', role: 'viewer' } } as unknown as Context
}

it('a room is told by its name from the list while the engine does not answer', async () => {
  const ctx = rig('engine.unreachable')
  expect((await problemFrom(readRoom(ctx, { room: 'r' }))).code).toBe('engine.unreachable')
  await listRooms(ctx, {})
  expect(await readRoom(ctx, { room: 'r' })).toEqual({ room: listed })
  expect((await problemFrom(readRoom(ctx, { room: 'private' }))).code).toBe('engine.unreachable')
})

it.each(['room.gone', 'engine.line-full'] as const)('%s is no reason to', async (code) => {
  const ctx = rig(code)
  await listRooms(ctx, {})
  expect((await problemFrom(readRoom(ctx, { room: 'r' }))).code).toBe(code)
})
