import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { forgetSent, keepSent, lastSent } from './pending-save-storage'

const ada = { person: 'ada', slug: 'show' }
const sent = {
  changes: [{ key: 'banner', from: 'a', to: 'b' }],
  note: 'because',
  idempotencyKey: '00000000-0000-4000-8000-000000000001',
}

beforeEach(() => {
  vi.useFakeTimers()
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('a save that was under way is there after a reload, for whoever sent it and in that room', () => {
  keepSent(ada, sent)
  expect(lastSent(ada)).toMatchObject(sent)
  expect(lastSent({ ...ada, person: 'bo' })).toBeNull()
  expect(lastSent({ ...ada, slug: 'another' })).toBeNull()
  forgetSent(ada)
  expect(lastSent(ada)).toBeNull()
})

it('after a long absence it is for the history to tell', () => {
  keepSent(ada, sent)
  vi.advanceTimersByTime(600_000)
  expect(lastSent(ada)).toBeNull()
})

it('what is no save, and a window without storage, are nothing', () => {
  sessionStorage.setItem('save:ada:show', '{"changes": 7}')
  expect(lastSent(ada)).toBeNull()
  sessionStorage.setItem('save:ada:show', 'no JSON')
  expect(lastSent(ada)).toBeNull()
  vi.stubGlobal('sessionStorage', undefined)
  keepSent(ada, sent)
  expect(lastSent(ada)).toBeNull()
})
