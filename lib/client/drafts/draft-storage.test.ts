import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import { createDraftStorage } from './draft-storage'
import { recordOf } from './testing/draft-records'
import { createMemoryStorage, createRefusedStorage } from './testing/memory-storage'

const refusedDatabase = {
  open() {
    throw new DOMException('refused', 'SecurityError')
  },
}
const later = (edit: Parameters<typeof recordOf>[0] = {}) =>
  recordOf({ savedAt: '2026-01-01T12:00:01.000Z', note: 'newer', ...edit })

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(recordOf().savedAt), toFake: ['Date'] })
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('localStorage', createMemoryStorage())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A page that is opened later sees only what the browser has stored. */
const reopen = createDraftStorage

it('keeps drafts by person, room and window', async () => {
  const storage = createDraftStorage()
  const other = later({ windowId: 'w2' })
  await storage.put(recordOf())
  await storage.put(other)
  await storage.put(recordOf({ slug: 'show-2' }))
  await storage.put(recordOf({ userId: 'bo' }))
  expect(await reopen().list('ada', 'show')).toEqual([other, recordOf()])
  expect(await reopen().list('ada')).toHaveLength(3)
  expect(await reopen().list('bo')).toEqual([recordOf({ userId: 'bo' })])
  expect(await reopen().list('cy')).toEqual([])
})

it('replaces and removes one draft', async () => {
  const storage = createDraftStorage()
  await storage.put(recordOf())
  await storage.put(later())
  expect(await storage.list('ada')).toEqual([later()])
  await storage.remove(recordOf())
  expect(await reopen().list('ada')).toEqual([])
})

describe('a draft that is kept while the page closes', () => {
  it('is newer than the stored one', async () => {
    const storage = createDraftStorage()
    await storage.put(recordOf())
    storage.putNow(later())
    expect(await reopen().list('ada', 'show')).toEqual([later()])
  })

  it('is replaced by what is stored afterwards', async () => {
    const storage = createDraftStorage()
    storage.putNow(recordOf())
    await storage.put(later())
    expect(localStorage.length).toBe(0)
    expect(await reopen().list('ada')).toEqual([later()])
  })

  it('is removed with its draft', async () => {
    const storage = createDraftStorage()
    storage.putNow(recordOf())
    await storage.remove(recordOf())
    expect(await reopen().list('ada')).toEqual([])
  })
})

describe('a draft that is discarded while the page closes', () => {
  const discarded = () => later({ rows: [loaded('banner', 'Hello')] })

  it('is not listed, though removing it did not finish', async () => {
    const storage = createDraftStorage()
    await storage.put(recordOf())
    storage.putNow(discarded())
    expect(await reopen().list('ada')).toEqual([])
    await reopen().removeExpired(Date.now())
    expect(localStorage.length).toBe(0)
    expect(await reopen().list('ada')).toEqual([])
  })

  it('hides no draft that its window gets afterwards, also an older one', async () => {
    const storage = createDraftStorage()
    storage.putNow(discarded())
    await storage.put(recordOf())
    expect(await reopen().list('ada')).toEqual([recordOf()])
  })

  it('stays hidden until it is removed', async () => {
    const storage = createDraftStorage()
    await storage.put(recordOf())
    storage.putNow(discarded())
    const removal = storage.remove(recordOf())
    expect(localStorage.length).toBe(1)
    await removal
    expect(localStorage.length).toBe(0)
    expect(await reopen().list('ada')).toEqual([])
  })

  it('takes no newer draft of its window with it', async () => {
    const storage = createDraftStorage()
    const newest = later({ savedAt: '2026-01-01T12:00:02.000Z' })
    await storage.put(newest)
    storage.putNow(discarded())
    await storage.removeExpired(Date.now())
    expect(await reopen().list('ada')).toEqual([newest])
  })
})

it('removes all drafts of a person', async () => {
  const storage = createDraftStorage()
  await storage.put(recordOf())
  storage.putNow(recordOf({ slug: 'other' }))
  await storage.put(recordOf({ userId: 'bo' }))
  await storage.removeAll('ada')
  expect(await reopen().list('ada')).toEqual([])
  expect(await reopen().list('bo')).toHaveLength(1)
})

it('lists no draft that is older than seven days', async () => {
  const storage = createDraftStorage()
  await storage.put(recordOf())
  vi.setSystemTime(Date.parse(recordOf().savedAt) + 7 * 86_400_000 + 1)
  expect(await storage.list('ada')).toEqual([])
})

it('removes the drafts of all people after seven days', async () => {
  const storage = createDraftStorage()
  const now = Date.parse(recordOf().savedAt) + 7 * 86_400_000 + 1
  await storage.put(recordOf())
  storage.putNow(recordOf({ userId: 'bo' }))
  await storage.put(later({ windowId: 'w2' }))
  await storage.removeExpired(now)
  expect(await reopen().list('ada')).toEqual([later({ windowId: 'w2' })])
  expect(await reopen().list('bo')).toEqual([])
})

it('ignores what is no draft', async () => {
  localStorage.setItem('draft:ada:show:w1', 'no JSON')
  localStorage.setItem('draft:ada:show:w2', '{"v": 2}')
  expect(await createDraftStorage().list('ada')).toEqual([])
})

describe('a browser that refuses', () => {
  it('IndexedDB has its drafts kept in localStorage', async () => {
    vi.stubGlobal('indexedDB', refusedDatabase)
    await createDraftStorage().put(recordOf())
    expect(await reopen().list('ada', 'show')).toEqual([recordOf()])
  })

  it('localStorage has its drafts kept in IndexedDB', async () => {
    vi.stubGlobal('localStorage', createRefusedStorage())
    await createDraftStorage().put(recordOf())
    expect(await reopen().list('ada', 'show')).toEqual([recordOf()])
  })

  it('both is reported to the caller', async () => {
    vi.stubGlobal('indexedDB', refusedDatabase)
    vi.stubGlobal('localStorage', createRefusedStorage())
    const storage = createDraftStorage()
    await expect(storage.put(recordOf())).rejects.toThrow('refused')
    await expect(storage.list('ada')).rejects.toThrow('refused')
  })
})
