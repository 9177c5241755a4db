import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { createRooms } from '../db/repositories/rooms/rooms'
import { manyRooms, readOf } from '../db/testing/rooms'
import { openTestDatabase } from '../db/testing/store-test'
import { createSweep } from './sweep'

const START = Date.parse('2026-01-01T00:00:00.000Z')

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

/** A sweep over a store; `reads` are the rooms it has read. `run` lets that many seconds pass. */
async function setUp(perSecond = 10) {
  let now = 0
  const rooms = createRooms(await openTestDatabase(), perSecond)
  const reads: string[] = []
  const gone: string[] = []
  let findProblem: (room: string) => Problem | null = () => null
  const observe = async (id: string) => {
    reads.push(id)
    const problem = findProblem(id)
    if (problem) throw problem
    await rooms.write([readOf(id, {}, { readAt: new Date().toISOString() })])
  }
  const onGone = (id: string) => void gone.push(id)
  const sweep = createSweep({ rooms, observe, onGone }, perSecond, () => now)
  const run = async (seconds: number) => {
    for (const until = now + seconds * 1_000; now < until; ) {
      vi.setSystemTime(START + now)
      now += Math.max(1, await sweep.step(now + 15_000))
      await sweep.waitUntilIdle()
    }
  }
  const setFault = (find: typeof findProblem) => {
    findProblem = find
  }
  return { sweep, rooms, reads, gone, run, setFault }
}

it('reads every room within rooms ÷ rate seconds, the most viewed first', async () => {
  const { rooms, reads, run, sweep } = await setUp(10)
  const all = manyRooms(150)
  await rooms.write(all)
  await run(15)
  expect(reads).toEqual(all.map(({ id }) => id).reverse())
  await run(15)
  expect(reads.slice(150)).toEqual(reads.slice(0, 150))
  expect(sweep.lastPass()?.ms).toBeGreaterThan(14_000)
})

it('reads a room with a hint before all others', async () => {
  const { rooms, reads, run, sweep } = await setUp(1)
  await rooms.write(manyRooms(30))
  await run(3)
  sweep.request('room-00001')
  sweep.request('room-00001')
  await run(2)
  expect(reads.slice(3)).toEqual(['room-00001', 'room-00027'])
})

it('leaves out rooms that were read since the pass began', async () => {
  const { rooms, reads, run } = await setUp(10)
  await rooms.write(manyRooms(50))
  await run(1)
  await rooms.write([readOf('room-00001', {}, { readAt: new Date().toISOString() })])
  await run(4)
  expect(reads).toHaveLength(49)
  expect(reads).not.toContain('room-00001')
})

it('reports rooms that do not exist, and goes on with the others', async () => {
  const { rooms, reads, gone, run, setFault } = await setUp(10)
  await rooms.write(manyRooms(10))
  setFault((id) => (id === 'room-00010' ? new Problem('room.gone') : null))
  await run(1)
  expect(gone).toEqual(['room-00010'])
  expect(reads).toHaveLength(10)
})

it('pauses after a few failures in a row', async () => {
  const { rooms, reads, run, setFault } = await setUp(10)
  await rooms.write(manyRooms(100))
  setFault(() => new Problem('engine.unreachable'))
  await run(9)
  expect(reads).toHaveLength(5)
  setFault(() => null)
  await run(4)
  expect(reads.length).toBeGreaterThan(15)
})

it('with few rooms waits five seconds between two passes', async () => {
  const { rooms, reads, run } = await setUp(10)
  await rooms.write(manyRooms(2))
  await run(4)
  expect(reads).toHaveLength(2)
})
