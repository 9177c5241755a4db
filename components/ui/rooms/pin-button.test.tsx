import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { createFakeApi } from '@/components/editor/testing/fake-api'
import { ada, createTestClient, TestProviders } from '@/components/editor/testing/test-providers'
import { getPageAlert, setPageAlert } from '@/lib/client/resilience/page-alert'
import type { PinnedRoom } from '@/lib/shared/api/board-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { MAX_PINS } from '@/lib/shared/metadata/pins'
import { PinButton } from './pin-button'

const room = (id: string): PinnedRoom => ({ id, slug: id, name: `Room ${id}` })
const button = (name: string) => screen.getByRole('button', { name: `Pin Room ${name}` })

beforeEach(() => setPageAlert(null))

/** A server with the pins of one person, and a page with a button for each of the `rooms`. */
function renderButtons(stored: readonly string[], rooms: readonly string[]) {
  const server = { pins: [...stored] }
  const toList = () => ({ rooms: server.pins.map(room) })
  const api = createFakeApi({
    readPins: toList,
    savePins: ({ body }) => {
      server.pins = (body as { rooms: string[] }).rooms
      return toList()
    },
  })
  render(
    <TestProviders client={createTestClient()}>
      {rooms.map((id) => (
        <PinButton key={id} room={room(id)} />
      ))}
    </TestProviders>,
  )
  return { server, api, user: userEvent.setup() }
}

const waitUntilPinned = (name: string) =>
  waitFor(() => expect(button(name)).toHaveAttribute('aria-pressed', 'true'))

/** What an earlier version kept in the browser. */
function storeBrowserPins(...ids: string[]) {
  const rooms = ids.map((id) => ({ ...room(id), pinned: true, opened: id !== 'never-opened' }))
  localStorage.setItem(`rooms:${ada.id}`, JSON.stringify(rooms))
}
const readBrowser = () =>
  JSON.parse(localStorage.getItem(`rooms:${ada.id}`) ?? '[]') as { id: string; pinned: boolean }[]

it('pins a room after the others, and unpins it', async () => {
  const { server, user } = renderButtons(['a'], ['a', 'b'])
  await waitUntilPinned('a')
  await user.click(button('b'))
  await waitUntilPinned('b')
  await waitFor(() => expect(server.pins).toEqual(['a', 'b']))
  await user.click(button('a'))
  await waitFor(() => expect(server.pins).toEqual(['b']))
  expect(button('a')).toHaveAttribute('aria-pressed', 'false')
})

it('keeps what another window pinned since', async () => {
  const { server, user } = renderButtons(['a'], ['a', 'b'])
  await waitUntilPinned('a')
  server.pins = ['a', 'c']
  await user.click(button('b'))
  await waitFor(() => expect(server.pins).toEqual(['a', 'c', 'b']))
})

it('keeps two rooms that are pinned at once', async () => {
  const { server, user } = renderButtons([], ['a', 'b'])
  await waitFor(() => expect(button('a')).toBeEnabled())
  await Promise.all([user.click(button('a')), user.click(button('b'))])
  await waitFor(() => expect(server.pins).toEqual(['a', 'b']))
  for (const name of ['a', 'b']) expect(button(name)).toHaveAttribute('aria-pressed', 'true')
})

it('says that a pin was not saved, and shows the room as it is', async () => {
  const { api, user } = renderButtons([], ['a'])
  await waitFor(() => expect(api.requestsTo('readPins')).toHaveLength(1))
  api.handlers.savePins = () => {
    throw new Problem('journal.unavailable')
  }
  await user.click(button('a'))
  await waitFor(() => expect(getPageAlert()).toMatchObject({ kind: 'failed' }))
  await waitFor(() => expect(button('a')).toHaveAttribute('aria-pressed', 'false'))
})

it('refuses one room too many, and says so', async () => {
  const full = Array.from({ length: MAX_PINS }, (_, n) => `${n}`)
  const { api, user } = renderButtons(full, ['0', 'more'])
  await waitUntilPinned('0')
  await user.click(button('more'))
  await waitFor(() =>
    expect(document.getElementById('live-assertive')).toHaveTextContent(/at most 30 rooms/),
  )
  expect(api.requestsTo('savePins')).toEqual([])
})

it('moves the pins of this browser to the server once', async () => {
  storeBrowserPins('a', 'never-opened')
  const { server, api, user } = renderButtons(['s'], ['a'])
  await waitUntilPinned('a')
  await waitFor(() => expect(readBrowser()).toMatchObject([{ id: 'a', pinned: false }]))
  expect(server.pins).toEqual(['s', 'a', 'never-opened'])
  expect(api.requestsTo('savePins')).toHaveLength(1)
  await user.click(button('a'))
  await waitFor(() => expect(server.pins).toEqual(['s', 'never-opened']))
})

it('keeps the pins of this browser until the server has them', async () => {
  storeBrowserPins('a')
  const { api } = renderButtons([], ['a'])
  api.handlers.savePins = () => {
    throw new Problem('journal.unavailable')
  }
  await waitFor(() => expect(api.requestsTo('savePins')).toHaveLength(1))
  expect(readBrowser()).toMatchObject([{ id: 'a', pinned: true }])
  expect(getPageAlert()).toBeNull()
})
