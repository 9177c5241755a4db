import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RoomUpdate } from '../db/repositories/rooms/room-types'
import { listed, readOf } from '../db/testing/rooms'
import { createLog } from '../runtime/log'
import { createDirectoryWriter } from './directory-writer'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const write = vi.fn(async (_: readonly RoomUpdate[]) => undefined)
  const writer = createDirectoryWriter({ write, findKnown: async () => null }, createLog('silent'))
  const written = () => write.mock.calls.map(([updates]) => updates)
  return { write, writer, written }
}

const NEWER = '2026-03-01T00:00:00.000Z'

it('writes the new updates once a second, one per room', async () => {
  const { writer, written } = setUp()
  writer.add(listed('a'))
  await vi.advanceTimersByTimeAsync(600)
  writer.add(listed('b'))
  writer.add(readOf('a', { title: 'x' }))
  writer.add({ id: 'a', hasChanged: true })
  await vi.advanceTimersByTimeAsync(399)
  expect(written()).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  const a = { ...listed('a'), ...readOf('a', { title: 'x' }), hasChanged: true }
  expect(written()).toEqual([[listed('b'), a]])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(written()).toHaveLength(1)
})

it('keeps the newer of two reads and the end of a room', async () => {
  const { writer, written } = setUp()
  writer.add(readOf('a', { title: 'new' }, { readAt: NEWER }))
  writer.add(readOf('a', { title: 'old' }))
  writer.add(listed('b'))
  writer.add({ id: 'b', hasEnded: true })
  writer.add(readOf('b', { title: 'late' }))
  writer.add({ id: 'c', hasEnded: true })
  writer.add(listed('c'))
  await writer.flush()
  const updates = written().flat()
  expect(updates).toEqual([
    readOf('a', { title: 'new' }, { readAt: NEWER }),
    { id: 'b', hasEnded: true },
    listed('c'),
  ])
})

it('finds the metadata that waits to be written or is being written', async () => {
  const { write, writer } = setUp()
  let finish: (done: undefined) => void = () => undefined
  const finished = new Promise<undefined>((resolve) => {
    finish = resolve
  })
  write.mockImplementationOnce(() => finished)
  writer.add(readOf('a', { title: 'x' }))
  const known = readOf('a', { title: 'x' }).read
  expect(await writer.findKnown('a')).toEqual(known)
  const flushed = writer.flush()
  await vi.advanceTimersByTimeAsync(0)
  expect(await writer.findKnown('a')).toEqual(known)
  finish(undefined)
  await flushed
  expect(await writer.findKnown('a')).toBeNull()
})

it('writes again what the store refused, merged with the updates since', async () => {
  const { write, writer, written } = setUp()
  write.mockRejectedValueOnce(new Error('locked'))
  writer.add(listed('a'))
  writer.add(readOf('a', { title: 'old' }))
  const flushed = writer.flush()
  writer.add(readOf('a', { title: 'new' }, { readAt: NEWER }))
  await flushed
  await vi.advanceTimersByTimeAsync(1_000)
  const update = { ...listed('a'), ...readOf('a', { title: 'new' }, { readAt: NEWER }) }
  expect(written().at(-1)).toEqual([update])
})
