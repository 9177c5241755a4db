import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ada, createTestClient, TestProviders } from '@/components/editor/testing/test-providers'
import { pinsQuery } from '@/lib/client/api/pin-queries'
import { addRecentRoom } from '@/lib/client/rooms/recent-rooms'
import { RecentRooms } from './recent-rooms'

const room = (slug: string) => ({ slug, id: slug, name: `Room ${slug}` })

function renderRooms(drafted: readonly string[] = [], pinned: readonly string[] = []) {
  const client = createTestClient()
  client.setQueryData(pinsQuery(ada.id).queryKey, { rooms: pinned.map(room) })
  render(
    <TestProviders client={client}>
      <RecentRooms drafted={new Set(drafted)} />
    </TestProviders>,
  )
  return screen.queryAllByRole('listitem').map((item) => item.textContent)
}

it('shows the rooms of this person only', () => {
  addRecentRoom(ada.id, room('a'))
  addRecentRoom('bo', room('b'))
  expect(renderRooms()).toEqual([expect.stringContaining('Room a')])
})

it('marks the rooms that have a draft', () => {
  addRecentRoom(ada.id, room('a'))
  addRecentRoom(ada.id, room('b'))
  expect(renderRooms(['a'])).toEqual([
    expect.not.stringContaining('Draft'),
    expect.stringContaining('Draft'),
  ])
})

it('shows pinned rooms first, and each room once', () => {
  for (const slug of ['a', 'b', 'c']) addRecentRoom(ada.id, room(slug))
  const rooms = renderRooms([], ['b', 'd'])
  expect(rooms.map((text) => text?.slice(0, 6))).toEqual(['Room b', 'Room d', 'Room c', 'Room a'])
})
