import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { Entry } from '@/lib/shared/metadata/entry'
import { createVerified } from './metadata-cache'

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-01-02T03:04:05.000Z') }))
afterEach(() => void vi.useRealTimers())

const title = (value: string): Entry[] => [{ key: 'title', value }]
const at = () => new Date().toISOString()

/** An engine whose answers come when the test says so. */
function engine() {
  const waiting: ((entries: Entry[]) => void)[] = []
  const read = vi.fn(() => new Promise<Entry[]>((resolve) => waiting.push(resolve)))
  return { read, answer: (value: string) => waiting.shift()?.(title(value)) }
}

it('two hundred who ask at once, and whoever asks within the second, share one read', async () => {
  const { read, answer } = engine()
  const verified = createVerified()
  const asked = Array.from({ length: 200 }, () => verified.shared('r', read))
  vi.advanceTimersByTime(300)
  answer('a')
  const told = await Promise.all([...asked, verified.shared('r', read)])
  expect(read).toHaveBeenCalledTimes(1)
  expect(new Set(told.map(({ entries }) => entries[0]?.value))).toEqual(new Set(['a']))
  expect(told[0]?.readAt).toBe('2026-01-02T03:04:05.000Z')
  vi.advanceTimersByTime(1_000)
  void verified.shared('r', read)
  expect(read).toHaveBeenCalledTimes(2)
})

it('a room that changed is read anew at once, and nobody is told what a read before that saw', async () => {
  const { read, answer } = engine()
  const verified = createVerified()
  const before = verified.shared('r', read)
  vi.advanceTimersByTime(1)
  verified.outdate('r')
  vi.advanceTimersByTime(1)
  const after = verified.shared('r', read)
  answer('old')
  answer('new')
  expect((await before).entries).toEqual(title('old'))
  expect((await after).entries).toEqual(title('new'))
  expect((await verified.shared('r', read)).entries).toEqual(title('new'))
  expect(read).toHaveBeenCalledTimes(2)
})

it('a read that was slow does not take the place of one that began later', () => {
  const verified = createVerified()
  const begun = at()
  vi.advanceTimersByTime(5)
  verified.set('r', { entries: title('new'), readAt: at() })
  verified.set('r', { entries: title('old'), readAt: begun })
  expect(verified.get('r')?.entries).toEqual(title('new'))
})

it('what a save has read back is told without asking again', async () => {
  const { read } = engine()
  const verified = createVerified()
  vi.advanceTimersByTime(10)
  verified.set('r', { entries: title('saved'), readAt: at() })
  expect((await verified.shared('r', read)).entries).toEqual(title('saved'))
  expect(read).not.toHaveBeenCalled()
})

it('when messages may have been lost, every room is read anew', async () => {
  const { read } = engine()
  const verified = createVerified()
  vi.advanceTimersByTime(10)
  verified.set('r', { entries: title('a'), readAt: at() })
  verified.outdate()
  void verified.shared('r', read)
  expect(read).toHaveBeenCalledTimes(1)
})

it('an engine in trouble is asked once a second, and everybody hears of it', async () => {
  const read = vi.fn(async (): Promise<Entry[]> => {
    throw new Error('silent')
  })
  const verified = createVerified()
  for (let times = 0; times < 3; times++) {
    await expect(verified.shared('r', read)).rejects.toThrow('silent')
  }
  expect(read).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1_000)
  await expect(verified.shared('r', read)).rejects.toThrow('silent')
  expect(read).toHaveBeenCalledTimes(2)
})

it('who shares a read is not refused for the place that another one had in the waiting line', async () => {
  const verified = createVerified()
  const entries = [{ key: 'a', value: '1' }]
  const flood = verified.shared('r', () => Promise.reject(new Problem('engine.line-full')))
  const mine = verified.shared('r', async () => entries)
  await expect(flood).rejects.toMatchObject({ code: 'engine.line-full' })
  expect((await mine).entries).toEqual(entries)
})
