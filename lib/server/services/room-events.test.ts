import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { runtime } from '../runtime/runtime'
import {
  appCall,
  ask,
  engineCalls,
  eventsDoor,
  metadataDoor,
  startDoors,
  stopDoors,
  watchersDoor,
  webhookDoor,
} from '../testing/endpoints'
import { listen, serveDoor } from '../testing/http-endpoint'
import { as, cookieOf, newPerson } from '../testing/people'

beforeAll(startDoors)
afterAll(stopDoors)

/** A room of its own, opened by somebody over HTTP. */
async function openRoom(cookie?: string) {
  const room = `live-${randomUUID()}`
  await appCall('create_room', { RoomInfo: { RoomId: room, RoomType: 'Live' } })
  const slug = slugOf(room)
  const address = await serveDoor(eventsDoor, { slug }, cookie)
  const reads = () =>
    engineCalls().filter(
      ({ command, body }) =>
        command === 'get_room_metadata' && (body as { RoomId?: string }).RoomId === room,
    ).length
  const write = (value: string) =>
    appCall('set_room_metadata', { RoomId: room, Metadata: [{ Key: 'a', Value: value }] })
  const people = async () =>
    (await ask(watchersDoor, 'GET', `/api/rooms/${slug}/watchers`, {}, { slug })).body
  return { room, slug, address, reads, write, people }
}

it('an app’s change arrives as a nudge, without a word of what it is, and is in the journal', async () => {
  const { room, address, reads, write } = await openRoom()
  const { told } = await listen(address)
  expect(told.response.headers.get('content-type')).toContain('text/event-stream')
  expect(told.response.headers.get('cache-control')).toContain('no-store')
  await vi.waitFor(() => expect(reads()).toBe(1))
  await write('secret of the app')
  const { live, history } = await runtime()
  live.look(room)
  await vi.waitFor(() => expect(told.events).toEqual(['changed']), { timeout: 5_000 })
  expect(told.text).not.toContain('secret')
  const { changes } = await history.list({ room, limit: 9 })
  expect(changes.map(({ source }) => source)).toEqual(['outside'])
})

it('however many watch a room, it is read once, and not at all after the last one left', async () => {
  const { room, address, reads } = await openRoom()
  const visits = [await listen(address), await listen(address), await listen(address)]
  await vi.waitFor(() => expect(reads()).toBe(1))
  for (const { leave } of visits) leave()
  const { live } = await runtime()
  await vi.waitFor(() => expect(live.watchers(room)).toEqual([]))
  live.look(room)
  const { address: next, reads: readsOfNext } = await openRoom()
  await listen(next)
  await vi.waitFor(() => expect(readsOfNext()).toBe(1))
  expect(reads()).toBe(1)
})

it('who has the room open is told by name, and gone when they leave', async () => {
  const { address, people } = await openRoom()
  const { id: me, name } = (await as('admin')).person
  expect(await people()).toEqual({ people: [], me })
  const { leave } = await listen(address)
  expect(await people()).toEqual({ people: [{ id: me, name }], me })
  leave()
  await vi.waitFor(async () => expect(await people()).toEqual({ people: [], me }))
})

it('a stream ends at once when the session does, and nobody else’s', async () => {
  const person = await newPerson('viewer')
  const { address } = await openRoom(await cookieOf(person))
  const { told } = await listen(address)
  const { told: other } = await listen((await openRoom()).address)
  const { auth, live } = await runtime()
  await auth.sessions.endAll(person.id)
  live.sessionsChanged(person.id)
  await vi.waitFor(() => expect(told.ended).toBe(true))
  expect([told.events, other.ended]).toEqual([['bye'], false])
})

it('HEAD tells of the stream and opens none', async () => {
  const { slug, people } = await openRoom()
  const request = new Request(`http://localhost:3000/api/rooms/${slug}/events`, {
    method: 'HEAD',
    headers: { cookie: (await as('viewer')).cookie },
  })
  const answer = await eventsDoor.HEAD(request, { params: Promise.resolve({ slug }) })
  expect([answer.status, answer.body]).toEqual([200, null])
  expect(await people()).toMatchObject({ people: [] })
})

it('what is no room has no stream, and the stream takes no write', async () => {
  const path = '/api/rooms/..%2F/events'
  const params = { slug: '..%2F' }
  expect((await ask(eventsDoor, 'GET', path, {}, params)).status).toBe(400)
  const refused = await ask(eventsDoor, 'POST', path, {}, params)
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

it('while no token is configured there is no door for webhooks', async () => {
  const init = { headers: { 'content-type': 'application/json' }, body: '{}' }
  expect((await ask(webhookDoor, 'POST', '/api/webhooks/live', init)).status).toBe(404)
})

it('at the end of the process every stream says goodbye', async () => {
  const { address, slug } = await openRoom()
  const { told } = await listen(address)
  const { live } = await runtime()
  await live.closeAll()
  await vi.waitFor(() => expect(told.ended).toBe(true))
  expect(told.events).toEqual(['bye'])
  const path = `/api/rooms/${slug}/metadata`
  expect((await ask(metadataDoor, 'GET', path, {}, { slug })).status).toBe(200)
})
