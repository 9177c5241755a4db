import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readPendingSave, removePendingSave, storePendingSave } from './pending-save-storage'

const ada = { person: 'ada', slug: 'show' }
const save = {
  changes: [{ key: 'banner', from: 'a', to: 'b' }],
  note: 'because',
  idempotencyKey: '00000000-0000-4000-8000-000000000001',
}

beforeEach(() => {
  vi.useFakeTimers()
  const stored = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, text: string) => void stored.set(name, text),
    removeItem: (name: string) => void stored.delete(name),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('restores a pending save after a reload, for the same person and room only', () => {
  storePendingSave(ada, save)
  expect(readPendingSave(ada)).toMatchObject(save)
  expect(readPendingSave({ ...ada, person: 'bo' })).toBeNull()
  expect(readPendingSave({ ...ada, slug: 'another' })).toBeNull()
  removePendingSave(ada)
  expect(readPendingSave(ada)).toBeNull()
})

it('ignores a save that is older than ten minutes', () => {
  storePendingSave(ada, save)
  vi.advanceTimersByTime(600_000)
  expect(readPendingSave(ada)).toBeNull()
})

it('returns null for invalid data and without session storage', () => {
  sessionStorage.setItem('save:ada:show', '{"changes": 7}')
  expect(readPendingSave(ada)).toBeNull()
  sessionStorage.setItem('save:ada:show', 'no JSON')
  expect(readPendingSave(ada)).toBeNull()
  vi.stubGlobal('sessionStorage', undefined)
  storePendingSave(ada, save)
  expect(readPendingSave(ada)).toBeNull()
})
