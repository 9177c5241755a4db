import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import * as pinsRoute from '@/app/api/account/pins/route'
import * as boardRoute from '@/app/api/board/route'
import * as countsRoute from '@/app/api/changes/counts/route'
import type { Board } from '@/lib/shared/api/board-endpoints'
import { getRuntime } from '../runtime/runtime'
import { callEndpoint, SAME_ORIGIN, setUpEndpoints } from '../testing/endpoints'
import { signedInAs } from '../testing/people'

setUpEndpoints()

async function readBoard() {
  const { body, calls } = await callEndpoint(boardRoute, 'GET', '/api/board', {}, {}, 'viewer')
  expect(calls, 'calls of the Live service').toEqual([])
  return body as Board
}

beforeAll(async () => {
  const { directoryWriter } = await getRuntime()
  const room = { slug: '', owner: 'host', category: [], views: 7, createdAt: null }
  const read = { readAt: '2026-01-02T03:04:05.678Z', changeId: null }
  directoryWriter.add({
    id: 'show',
    room: { ...room, id: 'show', name: 'The show' },
    read: { ...read, entries: [{ key: 'banner', value: '字'.repeat(500) }] },
  })
  directoryWriter.add({ id: 'over', room: { ...room, id: 'over', name: 'Over' } })
  await directoryWriter.flush()
  directoryWriter.add({ id: 'over', hasEnded: true })
  await directoryWriter.flush()
  const body = JSON.stringify({ rooms: ['show', 'over', 'private'] })
  await callEndpoint(pinsRoute, 'PUT', '/', { headers: SAME_ORIGIN, body }, {}, 'viewer')
})

it('lists the pinned rooms in their order, without a call of the Live service', async () => {
  const { rooms } = await readBoard()
  expect(rooms).toMatchObject([
    { id: 'show', name: 'The show', owner: 'host', views: 7, state: 'open', people: [] },
    { id: 'over', state: 'ended' },
    { id: 'private', name: '', state: 'unknown', metadata: null },
  ])
  const [entry] = rooms[0]?.metadata?.entries ?? []
  expect(entry).toEqual({ key: 'banner', value: `${'字'.repeat(160)}…` })
})

it('lists who has a room open, but not who has the board open', async () => {
  const { realtime } = await getRuntime()
  const { person } = await signedInAs('editor')
  const canWatch = async () => true
  const watching = realtime.openStream({ rooms: ['show'], person, canWatch })
  expect((await readBoard()).rooms[0]?.people).toEqual([])
  const editing = realtime.openStream({ room: 'show', person, canWatch })
  expect((await readBoard()).rooms[0]?.people).toEqual([{ id: person.id, name: person.name }])
  await Promise.all([watching.cancel(), editing.cancel()])
})

it('lists changes that need attention with their rooms, and no save that has just started', async () => {
  const { journal } = await getRuntime()
  const { person } = await signedInAs('editor')
  const insert = async (room: string) => {
    const change = { room, by: { id: person.id, name: person.name }, note: null, restores: null }
    const changes = [
      { key: 'a', from: null, to: '1' },
      { key: 'b', from: null, to: '2' },
    ]
    return journal.insertPending({ ...change, changes, idempotencyKey: randomUUID() })
  }
  const { change } = (await insert('show')).record
  await journal.settle(change.id, {
    outcome: 'partial',
    results: [
      { key: 'a', result: 'applied', found: '1' },
      { key: 'b', result: 'not-applied', found: null },
    ],
    readAt: '2026-01-02T03:04:05.678Z',
  })
  await insert('show')
  const { attention } = await readBoard()
  expect(attention).toMatchObject([{ change: { id: change.id }, roomName: 'The show' }])
})

it('counts changes of at most one day', async () => {
  const read = (until: string) =>
    callEndpoint(
      countsRoute,
      'GET',
      `/api/changes/counts?since=2026-01-01T00:00:00Z&until=${until}`,
    )
  expect(await read('2026-01-02T01:00:00Z')).toMatchObject({ status: 200, body: { hours: [] } })
  expect((await read('2026-01-03T00:00:00Z')).status).toBe(400)
})
