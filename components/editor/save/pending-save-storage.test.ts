import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryStorage } from '@/lib/client/drafts/testing/memory-storage'
import { removePendingSave, storePendingSave, takePendingSave } from './pending-save-storage'

const ada = { person: 'ada', slug: 'show', windowId: 'w1' }
const save = {
  changes: [{ key: 'banner', from: 'a', to: 'b' }],
  note: 'because',
  idempotencyKey: '00000000-0000-4000-8000-000000000001',
}
const noWindows: ReadonlySet<string> = new Set()

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('localStorage', createMemoryStorage())
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('restores a pending save after a reload, for the same person and room only', () => {
  storePendingSave(ada, save)
  expect(takePendingSave(ada, noWindows)).toMatchObject(save)
  expect(takePendingSave({ ...ada, person: 'bo' }, noWindows)).toBeNull()
  expect(takePendingSave({ ...ada, slug: 'another' }, noWindows)).toBeNull()
  removePendingSave(ada)
  expect(takePendingSave(ada, noWindows)).toBeNull()
})

it('hands the save of a closed window to one other window', () => {
  storePendingSave(ada, save)
  expect(takePendingSave({ ...ada, windowId: 'w2' }, noWindows)).toMatchObject(save)
  expect(takePendingSave({ ...ada, windowId: 'w3' }, new Set(['w2']))).toBeNull()
  removePendingSave({ ...ada, windowId: 'w2' })
  expect(takePendingSave(ada, noWindows)).toBeNull()
})

it('leaves the save of an open window to that window', () => {
  storePendingSave(ada, save)
  expect(takePendingSave({ ...ada, windowId: 'w2' }, new Set(['w1']))).toBeNull()
  expect(takePendingSave(ada, noWindows)).toMatchObject(save)
})

it('takes the newest of several saves', () => {
  const newest = { ...save, note: 'newest' }
  storePendingSave(ada, save)
  vi.advanceTimersByTime(1)
  storePendingSave({ ...ada, windowId: 'w2' }, newest)
  expect(takePendingSave({ ...ada, windowId: 'w3' }, noWindows)).toMatchObject(newest)
})

it('ignores a save that is older than seven days', () => {
  storePendingSave(ada, save)
  vi.advanceTimersByTime(7 * 86_400_000)
  expect(takePendingSave(ada, noWindows)).toMatchObject(save)
  vi.advanceTimersByTime(7 * 86_400_000 + 1)
  expect(takePendingSave(ada, noWindows)).toBeNull()
})

it('returns null for invalid data and without storage', () => {
  localStorage.setItem('save:ada:show:w1', '{"changes": 7}')
  expect(takePendingSave(ada, noWindows)).toBeNull()
  localStorage.setItem('save:ada:show:w1', 'no JSON')
  expect(takePendingSave(ada, noWindows)).toBeNull()
  vi.stubGlobal('localStorage', undefined)
  storePendingSave(ada, save)
  expect(takePendingSave(ada, noWindows)).toBeNull()
})
