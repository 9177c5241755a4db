import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { FakeEventSource } from '@/components/editor/live/testing/fake-event-source'
import { createFakeApi } from '@/components/editor/testing/fake-api'
import { ada, createTestClient, TestProviders } from '@/components/editor/testing/test-providers'
import { pinsQuery } from '@/lib/client/api/pin-queries'
import type { Role } from '@/lib/shared/access/roles'
import type { Board, BoardRoom } from '@/lib/shared/api/board-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { changeOf } from '@/lib/shared/changes/testing/change'
import { boardQueries } from './board-queries'
import { BoardView } from './board-view'

const now = () => new Date().toISOString()
const ago = (ms: number) => new Date(Date.now() - ms).toISOString()

const lastChange = (id: string, more: Partial<NonNullable<BoardRoom['lastChange']>> = {}) => ({
  id,
  at: now(),
  source: 'console' as const,
  by: { id: 'edo', name: 'Edo' },
  keys: ['banner'],
  ...more,
})

const boardRoom = (id: string, more: Partial<BoardRoom> = {}): BoardRoom => ({
  id,
  slug: id,
  name: `Show ${id}`,
  owner: 'host',
  views: 1,
  state: 'open',
  metadata: { readAt: now(), entries: [{ key: 'banner', value: 'Hello' }] },
  lastChange: null,
  people: [],
  ...more,
})

const boardOf = (rooms: readonly BoardRoom[], more: Partial<Board> = {}): Board => ({
  rooms: [...rooms],
  attention: [],
  service: { state: 'working', ms: 14, hasWebhooks: true },
  ...more,
})

// The event stream opens once the page is idle, which is at once here.
beforeEach(() => {
  FakeEventSource.all = []
  vi.stubGlobal('requestIdleCallback', (task: () => void) => setTimeout(task))
})

/** A board as the server renders it; `server.board` is what it reads from then on. */
function renderBoard(board: Board, role: Role = 'editor') {
  const server = { board }
  const api = createFakeApi({
    readBoard: () => server.board,
    readPins: () => ({ rooms: server.board.rooms }),
    countChanges: ({ url }) => ({
      hours: [{ from: url.searchParams.get('since') ?? '', console: 41, external: 7 }],
    }),
    listOpenChanges: () => ({ changes: [] }),
    listRooms: () => {
      throw new Problem('journal.unavailable')
    },
  })
  const client = createTestClient()
  client.setQueryData(boardQueries.board(ada.id).queryKey, board)
  client.setQueryData(pinsQuery(ada.id).queryKey, { rooms: board.rooms })
  render(
    <TestProviders client={client} role={role}>
      <BoardView serverProblem={null} />
    </TestProviders>,
  )
  return { api, server, user: userEvent.setup() }
}

const region = (name: string) => screen.getByRole('region', { name })
const card = (name: string) =>
  within(region('Pinned rooms'))
    .getAllByRole('listitem')
    .find((item) => item.textContent?.includes(name)) as HTMLElement

async function openStream(): Promise<FakeEventSource> {
  await waitFor(() => expect(FakeEventSource.all).toHaveLength(1))
  const [source] = FakeEventSource.all
  act(() => source?.open())
  return source as FakeEventSource
}

it('shows the values of a room, its last change and who is there', () => {
  const people = [{ id: 'edo', name: 'Edo Wang' }]
  renderBoard(boardOf([boardRoom('a', { people, lastChange: lastChange('1') })]))
  expect(card('Show a')).toHaveTextContent('bannerHello')
  expect(card('Show a')).toHaveTextContent('Edo changed banner · now')
  expect(within(card('Show a')).getByText('Edo Wang is here')).toBeInTheDocument()
  expect(within(card('Show a')).getByText('1 of 10 keys')).toBeInTheDocument()
})

it.each([
  ['You changed banner', { by: { id: ada.id, name: 'Ada' } }],
  ['External changed banner and goal', { by: null, keys: ['banner', 'goal'] }],
  ['Edo changed a, b, and 2 more', { keys: ['a', 'b', 'c', 'd'] }],
])('says in its own words: %s', (words, change) => {
  renderBoard(boardOf([boardRoom('a', { lastChange: lastChange('1', change) })]))
  expect(card('Show a')).toHaveTextContent(words)
})

it.each<[string, Partial<BoardRoom>]>([
  ['This room has ended.', { state: 'ended' }],
  ['This room isn’t in the room list.', { state: 'unknown', metadata: null }],
  ['Not read yet.', { metadata: null }],
  ['No entries yet.', { metadata: { readAt: now(), entries: [] } }],
  ['read 5 minutes ago', { metadata: { readAt: ago(300_000), entries: [] } }],
])('says about a room: %s', (words, room) => {
  renderBoard(boardOf([boardRoom('a', room)]))
  expect(card('Show a')).toHaveTextContent(words)
})

it('reads the board once for many events, and lets the new value glow', async () => {
  const { api, server } = renderBoard(
    boardOf([boardRoom('a', { lastChange: lastChange('1') }), boardRoom('b')]),
  )
  const source = await openStream()
  expect(source.address).toBe('/api/events?topic=history&rooms=a,b')
  await waitFor(() => expect(api.requestsTo('readBoard').length).toBeGreaterThan(0))
  expect(within(card('Show a')).getByText('Hello').closest('dd')).not.toHaveClass('animate-saved')
  const metadata = { readAt: now(), entries: [{ key: 'banner', value: 'Bye' }] }
  server.board = boardOf([
    boardRoom('a', { metadata, lastChange: lastChange('2') }),
    boardRoom('b'),
  ])
  const before = api.requestsTo('readBoard').length
  act(() => {
    for (let n = 0; n < 50; n++) source.emit('changed')
  })
  const value = await screen.findByText('Bye')
  expect(value.closest('dd')).toHaveClass('animate-saved')
  expect(api.requestsTo('readBoard').length - before).toBeLessThan(3)
})

it('counts what needs attention and leads to it', async () => {
  const attention = ['1', '2', '3'].map((id) => ({
    change: changeOf([], {
      id,
      room: 'a',
      outcome: 'partial',
      results: [
        { key: 'x', result: 'applied', found: '1' },
        { key: 'y', result: 'not-applied', found: null },
      ],
    }),
    roomName: 'Show a',
  }))
  const { user } = renderBoard(boardOf([boardRoom('a')], { attention }))
  const stat = within(region('Needs attention'))
  expect(stat.getByRole('link', { name: '3' })).toHaveAttribute('href', '/history')
  const lines = () => stat.getAllByRole('link', { name: 'Show a' })
  expect(lines()).toHaveLength(2)
  expect(lines()[0]).toHaveAttribute('href', '/changes/1')
  await user.click(stat.getByRole('button', { name: '1 more' }))
  expect(lines()).toHaveLength(3)
  expect(within(card('Show a')).getByRole('link', { name: 'Partly saved' })).toHaveAttribute(
    'href',
    '/changes/1',
  )
})

it('counts the changes of the day by where they were made', async () => {
  renderBoard(boardOf([]))
  const stat = within(region('Changes today'))
  expect(await stat.findByRole('link', { name: '48' })).toHaveAttribute(
    'href',
    expect.stringMatching(/^\/history\?since=/),
  )
  expect(region('Changes today')).toHaveTextContent('41 in this console · 7 external')
})

it('says in words how the connections are', async () => {
  const { server } = renderBoard(boardOf([]), 'admin')
  const source = await openStream()
  expect(region('Connection')).toHaveTextContent('LiveThe Live service answers in 14 ms')
  expect(screen.getByRole('link', { name: 'Show the connection' })).toBeVisible()
  server.board = boardOf([], { service: { state: 'paused', ms: null, hasWebhooks: false } })
  act(() => source.emit('history'))
  await waitFor(() => expect(region('Connection')).toHaveTextContent('Calls are paused'))
  expect(region('Connection')).toHaveTextContent('webhooks off')
  server.board = boardOf([])
  act(() => source.emit('history'))
  await waitFor(() => expect(region('Connection')).toHaveTextContent('LiveThe Live service'))
  act(() => source.fail())
  expect(region('Connection')).toHaveTextContent('Live updates lost, reconnecting…')
})

it('keeps what it shows when the board cannot be read, and says so', async () => {
  const { api } = renderBoard(boardOf([boardRoom('a')]))
  api.handlers.readBoard = () => {
    throw new Problem('journal.unavailable')
  }
  await openStream()
  expect(await screen.findByText(/The board couldn’t be refreshed/)).toBeVisible()
  expect(card('Show a')).toHaveTextContent('bannerHello')
})

it('explains an empty board', () => {
  renderBoard(boardOf([]))
  expect(screen.getByText('Pin the rooms you look after')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Find a room' })).toHaveAttribute('href', '/rooms')
})
