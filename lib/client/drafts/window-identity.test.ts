import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryStorage } from './testing/memory-storage'
import { createWindowIdentity } from './window-identity'

const opened: (() => void)[] = []

/** A window with its own session storage, unless it is a copy of another tab. */
function openWindow(session = createMemoryStorage()) {
  vi.stubGlobal('sessionStorage', session)
  const identity = createWindowIdentity()
  const close = identity.open(() => undefined)
  opened.push(close)
  // A page reads its session storage when it opens.
  const initialId = identity.getId()
  return { ...identity, session, initialId, close }
}

beforeEach(() => vi.stubGlobal('sessionStorage', createMemoryStorage()))
afterEach(() => {
  for (const close of opened.splice(0)) close()
  vi.unstubAllGlobals()
})

it('keeps its id for a reload', async () => {
  const before = openWindow()
  before.close()
  const after = openWindow(before.session)
  await after.ask()
  expect(after.getId()).toBe(before.getId())
})

it('takes a new id in a duplicated tab', async () => {
  const original = openWindow()
  const id = original.initialId
  const session = createMemoryStorage()
  session.setItem('windowId', id)
  const duplicate = openWindow(session)
  expect(duplicate.initialId).toBe(id)
  const openIds = await duplicate.ask()
  expect(original.getId()).toBe(id)
  expect(duplicate.getId()).not.toBe(id)
  expect(session.getItem('windowId')).toBe(duplicate.getId())
  expect([...openIds]).toEqual([id])
})

it('knows which windows are open, until they are closed', async () => {
  const [first, second] = [openWindow(), openWindow()]
  expect([...(await first.ask())]).toEqual([second.getId()])
  second.close()
  expect([...(await first.ask())]).toEqual([])
})

it('works without storage and without channels between windows', async () => {
  vi.stubGlobal('sessionStorage', undefined)
  vi.stubGlobal('BroadcastChannel', undefined)
  const identity = createWindowIdentity()
  const close = identity.open(() => undefined)
  expect([...(await identity.ask())]).toEqual([])
  expect(identity.getId()).toMatch(/^[0-9a-f-]{36}$/)
  close()
})
