import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { Entry } from '@/lib/shared/metadata/entry'
import { createMetadataCache } from './metadata-cache'

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-01-02T03:04:05.000Z') }))
afterEach(() => void vi.useRealTimers())

const title = (value: string): Entry[] => [{ key: 'title', value }]
const now = () => new Date().toISOString()

/** A read that resolves when the test calls `reply`. */
function createRead() {
  const waiting: ((entries: Entry[]) => void)[] = []
  const read = vi.fn(() => new Promise<Entry[]>((resolve) => waiting.push(resolve)))
  return { read, reply: (value: string) => waiting.shift()?.(title(value)) }
}

it('two hundred callers at once, and another one within the second, share one read', async () => {
  const { read, reply } = createRead()
  const cache = createMetadataCache()
  const promises = Array.from({ length: 200 }, () => cache.readShared('r', read))
  vi.advanceTimersByTime(300)
  reply('a')
  const results = await Promise.all([...promises, cache.readShared('r', read)])
  expect(read).toHaveBeenCalledTimes(1)
  expect(new Set(results.map(({ entries }) => entries[0]?.value))).toEqual(new Set(['a']))
  expect(results[0]?.readAt).toBe('2026-01-02T03:04:05.000Z')
  vi.advanceTimersByTime(1_000)
  void cache.readShared('r', read)
  expect(read).toHaveBeenCalledTimes(2)
})

it('a room that changed is read again at once, and earlier reads are not shared', async () => {
  const { read, reply } = createRead()
  const cache = createMetadataCache()
  const before = cache.readShared('r', read)
  vi.advanceTimersByTime(1)
  cache.invalidate('r')
  vi.advanceTimersByTime(1)
  const after = cache.readShared('r', read)
  reply('old')
  reply('new')
  expect((await before).entries).toEqual(title('old'))
  expect((await after).entries).toEqual(title('new'))
  expect((await cache.readShared('r', read)).entries).toEqual(title('new'))
  expect(read).toHaveBeenCalledTimes(2)
})

it('a slow read does not replace one that started later', () => {
  const cache = createMetadataCache()
  const old = { readAt: now(), startedAt: performance.now() }
  vi.advanceTimersByTime(5)
  cache.set('r', { entries: title('new'), readAt: now() }, performance.now())
  cache.set('r', { entries: title('old'), readAt: old.readAt }, old.startedAt)
  expect(cache.get('r')?.entries).toEqual(title('new'))
})

it.each([600_000, -600_000])('a wall clock that steps by %i ms changes nothing', async (stepMs) => {
  const { read, reply } = createRead()
  const cache = createMetadataCache()
  const first = cache.readShared('r', read)
  reply('old')
  await first
  vi.setSystemTime(Date.now() + stepMs)
  void cache.readShared('r', read)
  expect(read).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1_001)
  const second = cache.readShared('r', read)
  reply('new')
  expect((await second).entries).toEqual(title('new'))
  expect(cache.get('r')?.entries).toEqual(title('new'))
})

it('entries that a save read back are used without another read', async () => {
  const { read } = createRead()
  const cache = createMetadataCache()
  vi.advanceTimersByTime(10)
  cache.set('r', { entries: title('saved'), readAt: now() }, performance.now())
  expect((await cache.readShared('r', read)).entries).toEqual(title('saved'))
  expect(read).not.toHaveBeenCalled()
})

it('after a gap in the messages every room is read again', async () => {
  const { read } = createRead()
  const cache = createMetadataCache()
  vi.advanceTimersByTime(10)
  cache.set('r', { entries: title('a'), readAt: now() }, performance.now())
  cache.invalidate()
  void cache.readShared('r', read)
  expect(read).toHaveBeenCalledTimes(1)
})

it('a failed read is shared for a second, and then the room is read again', async () => {
  const read = vi.fn(async (): Promise<Entry[]> => {
    throw new Error('silent')
  })
  const cache = createMetadataCache()
  for (let times = 0; times < 3; times++) {
    await expect(cache.readShared('r', read)).rejects.toThrow('silent')
  }
  expect(read).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1_000)
  await expect(cache.readShared('r', read)).rejects.toThrow('silent')
  expect(read).toHaveBeenCalledTimes(2)
})

it('a caller that shares a read is not refused because the queue was full for another caller', async () => {
  const cache = createMetadataCache()
  const entries = [{ key: 'a', value: '1' }]
  const refusedRead = cache.readShared('r', () => Promise.reject(new Problem('engine.line-full')))
  const sharedRead = cache.readShared('r', async () => entries)
  await expect(refusedRead).rejects.toMatchObject({ code: 'engine.line-full' })
  expect((await sharedRead).entries).toEqual(entries)
})
