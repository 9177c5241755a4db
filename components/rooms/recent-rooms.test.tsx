import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ada, createTestClient, TestProviders } from '@/components/editor/testing/test-providers'
import { addRecentRoom, togglePin } from '@/lib/client/browser/recent-rooms'
import { RecentRooms } from './recent-rooms'

const room = (slug: string) => ({ slug, id: slug, name: `Room ${slug}` })

function renderRooms(drafted: readonly string[] = []) {
  render(
    <TestProviders client={createTestClient()}>
      <RecentRooms drafted={new Set(drafted)} />
    </TestProviders>,
  )
  return screen.queryAllByRole('listitem').map((item) => item.textContent)
}

it('shows the rooms of this person only', () => {
  addRecentRoom(ada.id, room('a'))
  togglePin('bo', room('b'))
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
