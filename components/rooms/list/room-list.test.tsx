import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { createFakeApi } from '@/components/editor/testing/fake-api'
import { createTestClient, TestProviders } from '@/components/editor/testing/test-providers'
import { useRooms } from '@/lib/client/api/room-queries'
import type { RoomList as Page } from '@/lib/shared/api/contract'
import type { ListedRoom } from '@/lib/shared/metadata/room'
import { defaultRoomFilters, type RoomFilters } from '@/lib/shared/metadata/room-filters'
import { RoomList } from './room-list'

const READ_AT = '2026-01-02T03:04:05.678Z'
const STALE = { code: 'engine.unreachable', ref: 'crawl' } as const

const room: ListedRoom = {
  id: 'fashion',
  slug: 'fashion',
  name: 'Fashion week',
  owner: 'host_7',
  category: [3],
  views: 9,
  createdAt: READ_AT,
  isPublic: false,
  lastChange: { id: 'c', at: READ_AT, source: 'outside', by: null },
  metadata: { readAt: READ_AT, count: 4, hint: [{ key: 'banner', value: 'Tonight' }] },
}

const pageOf = (rooms: ListedRoom[], stale: Page['stale'] = null): Page => ({
  rooms,
  next: null,
  total: rooms.length,
  isTotalExact: true,
  indexedAt: READ_AT,
  indexed: 9,
  stale,
})

function List({ filters }: { filters: RoomFilters }) {
  const list = useRooms(filters, { enabled: true })
  return <RoomList list={list} filters={filters} drafted={new Set()} onFilter={() => undefined} />
}

function renderList(filters: Partial<RoomFilters> = {}) {
  render(
    <TestProviders client={createTestClient()}>
      <List filters={{ ...defaultRoomFilters, ...filters }} />
    </TestProviders>,
  )
}

it('shows the last change of a room and the beginning of its metadata', async () => {
  createFakeApi({ readPins: () => ({ rooms: [] }), listRooms: () => pageOf([room]) })
  renderList()
  const item = await screen.findByRole('listitem')
  expect(item.textContent).toContain('private')
  expect(item.textContent).toContain('External')
  expect(item.textContent).toContain('banner Tonight · 3 more entries')
})

it('says whether nothing exists or nothing matches the filters', async () => {
  createFakeApi({ readPins: () => ({ rooms: [] }), listRooms: () => pageOf([]) })
  renderList()
  expect(await screen.findByText('There are no public rooms')).toBeTruthy()
  renderList({ visibility: 'private' })
  expect(await screen.findByText('No room matches the filters')).toBeTruthy()
})

it('reads a stale list again until it is fresh', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  let stale: Page['stale'] = STALE
  const api = createFakeApi({
    readPins: () => ({ rooms: [] }),
    listRooms: () => pageOf([room], stale),
  })
  renderList()
  await screen.findByRole('listitem')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(api.requestsTo('listRooms')).toHaveLength(2)
  stale = null
  await vi.advanceTimersByTimeAsync(60_000)
  expect(api.requestsTo('listRooms')).toHaveLength(3)
})
