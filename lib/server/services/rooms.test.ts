import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'
import type { Room } from '@/lib/shared/metadata/room'
import { createRooms } from '../db/repositories/rooms/rooms'
import { manyRooms, READ_AT, readOf } from '../db/testing/rooms'
import { openTestDatabase } from '../db/testing/store-test'
import { createDirectoryWriter } from '../directory/directory-writer'
import { createRoomDirectory } from '../directory/room-directory'
import { createLog } from '../runtime/log'
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

/** A directory that knows one room, while the Live service fails to read single rooms with `code`. */
async function createDeps(code: ProblemCode): Promise<RoomsDeps> {
  const rooms = createRooms(await openTestDatabase())
  const writer = createDirectoryWriter(rooms, createLog('silent'))
  const readRoom = async () => {
    throw new Problem(code)
  }
  writer.add({ id: 'r', room: listed })
  await writer.flush()
  const roomDirectory = createRoomDirectory({ engine: { readRoom }, rooms, writer })
  return { roomDirectory, ref: 'ref', actor: { id: 'p', name: 'P', role: 'viewer' } }
}

it('reads a room from the last known list while the Live service does not respond', async () => {
  const deps = await createDeps('engine.unreachable')
  expect(await readRoom(deps, { room: 'r' })).toEqual({ room: listed })
  expect((await problemFrom(readRoom(deps, { room: 'private' }))).code).toBe('engine.unreachable')
})

it.each(['room.gone', 'engine.line-full'] as const)(
  'reports %s instead of a room from the list',
  async (code) => {
    const deps = await createDeps(code)
    await listRooms(deps, {})
    expect((await problemFrom(readRoom(deps, { room: 'r' }))).code).toBe(code)
  },
)

describe('a page of rooms', () => {
  /** The directory of 45 rooms, one with metadata, without a Live service. */
  async function createFilledDeps() {
    const rooms = createRooms(await openTestDatabase())
    await rooms.write(manyRooms(45))
    const value = `${'x'.repeat(100)} Tonight ${'y'.repeat(100)}`
    await rooms.write([readOf('room-00001', { banner: value, a: '1', b: '2', c: '3' })])
    const writer = createDirectoryWriter(rooms, createLog('silent'))
    const readRoom = () => Promise.reject(new Error('a list needs no call'))
    const roomDirectory = createRoomDirectory({ engine: { readRoom }, rooms, writer })
    const deps: RoomsDeps = {
      roomDirectory,
      ref: 'ref',
      actor: { id: 'p', name: 'P', role: 'viewer' },
    }
    return { rooms, deps }
  }

  it('says how many rooms there are, how old the list is, and what comes next', async () => {
    const { rooms, deps } = await createFilledDeps()
    const [firstPageAt, crawlStartedAt] = [Date.parse(READ_AT), Date.parse(READ_AT) - 60_000]
    await rooms.writeState({ firstPageAt, crawlStartedAt, crawl: 1 })
    const first = await listRooms(deps, {})
    expect(first).toMatchObject({ total: 45, isTotalExact: true, indexed: 45, indexedAt: READ_AT })
    expect(first).toMatchObject({ rooms: { length: 20 }, stale: null })
    const second = await listRooms(deps, { cursor: first.next ?? '' })
    expect(Date.parse(second.indexedAt)).toBe(crawlStartedAt)
    const third = await listRooms(deps, { cursor: second.next ?? '' })
    expect([third.rooms.length, third.next]).toEqual([5, null])
    const found = await listRooms(deps, { search: 'ROOM 0004', limit: 5 })
    expect([found.total, found.rooms.length]).toEqual([7, 5])
  })

  it('shows the metadata that a search has found, cut to a few lines', async () => {
    const { deps } = await createFilledDeps()
    const { rooms } = await listRooms(deps, { search: 'tonight' })
    expect(rooms).toMatchObject([{ id: 'room-00001', metadata: { readAt: READ_AT, count: 4 } }])
    const hint = rooms[0]?.metadata?.hint ?? []
    expect(hint).toHaveLength(3)
    expect(hint[0]?.key).toBe('banner')
    expect(hint[0]?.value).toMatch(/^…x+ Tonight y+…$/)
    expect((await listRooms(deps, {})).rooms[0]?.metadata).toBeNull()
  })

  it('says why it is old while the Live service does not respond', async () => {
    const { rooms, deps } = await createFilledDeps()
    await rooms.writeState({ problem: 'engine.unreachable', ref: 'crawl' })
    const stale = { code: 'engine.unreachable', ref: 'crawl' }
    expect(await listRooms(deps, {})).toMatchObject({ stale, rooms: { length: 20 } })
    await rooms.writeState({ problem: 'a code of another version' })
    expect((await listRooms(deps, {})).stale?.code).toBe('engine.failed')
  })
})
