import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryStorage } from '../drafts/testing/memory-storage'

const room = { slug: 'a', id: 'a', name: 'A' }
const stored = { ...room, pinned: true, opened: true }

beforeEach(() => {
  vi.resetModules()
  vi.stubGlobal('localStorage', createMemoryStorage())
})
afterEach(() => vi.unstubAllGlobals())

it('gives the list of earlier versions to the first person, and to no one after them', async () => {
  localStorage.setItem('rooms', JSON.stringify([stored]))
  const { addRecentRoom } = await import('./recent-rooms')
  addRecentRoom('ada', { ...room, slug: 'b' })
  addRecentRoom('bo', { ...room, slug: 'c' })
  const read = (key: string) => JSON.parse(localStorage.getItem(key) ?? 'null') as unknown
  expect(read('rooms:ada')).toMatchObject([stored, { slug: 'b' }])
  expect(read('rooms:bo')).toMatchObject([{ slug: 'c', pinned: false }])
  expect(localStorage.getItem('rooms')).toBeNull()
})

it('forgets the rooms of one person', async () => {
  const { addRecentRoom } = await import('./recent-rooms')
  const { removeRecentRooms } = await import('./recent-room-list')
  addRecentRoom('ada', room)
  addRecentRoom('bo', room)
  removeRecentRooms('ada')
  expect(localStorage.getItem('rooms:ada')).toBeNull()
  expect(localStorage.getItem('rooms:bo')).not.toBeNull()
})
