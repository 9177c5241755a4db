import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as topicRoute from '@/app/api/events/route'
import * as eventsRoute from '@/app/api/rooms/[slug]/events/route'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import * as watchersRoute from '@/app/api/rooms/[slug]/watchers/route'
import * as webhookRoute from '@/app/api/webhooks/live/route'
import type { Role } from '@/lib/shared/access/roles'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { getRuntime } from '../runtime/runtime'
import { appCall, callEndpoint, engineCalls, setUpEndpoints } from '../testing/endpoints'
import { listen, serveEndpoint } from '../testing/http-endpoint'
import { addPerson, createSignIn, signedInAs } from '../testing/people'

const signIn = createSignIn(signInRoute)

setUpEndpoints()

/** Creates a room and serves its event stream over HTTP. */
async function openRoom(cookie?: string) {
  const room = `live-${randomUUID()}`
  await appCall('create_room', { RoomInfo: { RoomId: room, RoomType: 'Live' } })
  const slug = toSlug(room)
  const address = await serveEndpoint(eventsRoute, { slug }, cookie)
  const reads = () =>
    engineCalls().filter(
      ({ command, body }) =>
        command === 'get_room_metadata' && (body as { RoomId?: string }).RoomId === room,
    ).length
  const write = (value: string) =>
    appCall('set_room_metadata', { RoomId: room, Metadata: [{ Key: 'a', Value: value }] })
  const people = async () =>
    (await callEndpoint(watchersRoute, 'GET', `/api/rooms/${slug}/watchers`, {}, { slug })).body
  return { room, slug, address, reads, write, people }
}

it('reports an external change without its content and records it in the journal', async () => {
  const { room, address, reads, write } = await openRoom()
  const { output } = await listen(address)
  expect(output.response.headers.get('content-type')).toContain('text/event-stream')
  expect(output.response.headers.get('cache-control')).toContain('no-store')
  await vi.waitFor(() => expect(reads()).toBe(1))
  await write('secret of the app')
  const { realtime, history } = await getRuntime()
  realtime.requestPoll(room)
  await vi.waitFor(() => expect(output.events).toEqual(['changed']), { timeout: 5_000 })
  expect(output.text).not.toContain('secret')
  const { changes } = await history.list({ room, limit: 9 })
  expect(changes.map(({ source }) => source)).toEqual(['outside'])
})

it('reads a room once for all its viewers, and not at all after the last one leaves', async () => {
  const { room, address, reads } = await openRoom()
  const streams = [await listen(address), await listen(address), await listen(address)]
  await vi.waitFor(() => expect(reads()).toBe(1))
  for (const { leave } of streams) leave()
  const { realtime } = await getRuntime()
  await vi.waitFor(() => expect(realtime.listWatchers(room)).toEqual([]))
  realtime.requestPoll(room)
  const { address: next, reads: readsOfNext } = await openRoom()
  await listen(next)
  await vi.waitFor(() => expect(readsOfNext()).toBe(1))
  expect(reads()).toBe(1)
})

it('lists the people who have the room open until they leave', async () => {
  const { address, people } = await openRoom()
  const { id: me, name } = (await signedInAs('admin')).person
  expect(await people()).toEqual({ people: [], me })
  const { leave } = await listen(address)
  expect(await people()).toEqual({ people: [{ id: me, name }], me })
  leave()
  await vi.waitFor(async () => expect(await people()).toEqual({ people: [], me }))
})

it('ends a person’s stream at once when their session ends, and no other', async () => {
  const person = await addPerson('viewer')
  const { address } = await openRoom(await signIn(person))
  const { output } = await listen(address)
  const { output: other } = await listen((await openRoom()).address)
  const { auth, realtime } = await getRuntime()
  await auth.sessions.endAll(person.id)
  realtime.publishSessionsChange(person.id)
  await vi.waitFor(() => expect(output.ended).toBe(true))
  expect([output.events, other.ended]).toEqual([['bye'], false])
})

it('responds to HEAD without opening a stream', async () => {
  const { slug, people } = await openRoom()
  const request = new Request(`http://localhost:3000/api/rooms/${slug}/events`, {
    method: 'HEAD',
    headers: { cookie: (await signedInAs('viewer')).cookie },
  })
  const response = await eventsRoute.HEAD(request, { params: Promise.resolve({ slug }) })
  expect([response.status, response.body]).toEqual([200, null])
  expect(await people()).toMatchObject({ people: [] })
})

it('rejects an invalid room id and other methods', async () => {
  const path = '/api/rooms/..%2F/events'
  const params = { slug: '..%2F' }
  expect((await callEndpoint(eventsRoute, 'GET', path, {}, params)).status).toBe(400)
  const refused = await callEndpoint(eventsRoute, 'POST', path, {}, params)
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

it('responds with 404 to webhooks while no token is configured', async () => {
  const init = { headers: { 'content-type': 'application/json' }, body: '{}' }
  expect((await callEndpoint(webhookRoute, 'POST', '/api/webhooks/live', init)).status).toBe(404)
})

it('closes every stream with `bye` when the process ends', async () => {
  const { address, slug } = await openRoom()
  const { output } = await listen(address)
  const { realtime } = await getRuntime()
  await realtime.close()
  await vi.waitFor(() => expect(output.ended).toBe(true))
  expect(output.events).toEqual(['bye'])
  const path = `/api/rooms/${slug}/metadata`
  expect((await callEndpoint(metadataRoute, 'GET', path, {}, { slug })).status).toBe(200)
})

async function statusOf(role: Role, query: string) {
  const headers = { cookie: await signIn(await addPerson(role)), 'sec-fetch-site': 'same-origin' }
  const request = new Request(`http://localhost:3000/api/events?${query}`, {
    method: 'HEAD',
    headers,
  })
  return (await topicRoute.HEAD(request, { params: Promise.resolve({}) })).status
}

it('lets only those watch a list who may read it', async () => {
  expect(await statusOf('viewer', 'topic=history')).toBe(200)
  expect(await statusOf('editor', 'topic=people')).toBe(403)
  expect(await statusOf('editor', 'rooms=a&topic=history,people')).toBe(403)
  expect(await statusOf('admin', 'topic=history,people')).toBe(200)
  expect(await statusOf('admin', 'topic=anything')).toBe(400)
})

it('watches at most thirty rooms on one stream', async () => {
  const slugs = Array.from({ length: 31 }, (_, n) => `room-${n}`)
  expect(await statusOf('viewer', `rooms=${slugs.slice(1)}`)).toBe(200)
  expect(await statusOf('viewer', `rooms=${slugs}`)).toBe(400)
  expect(await statusOf('viewer', 'rooms=..%2F')).toBe(400)
  expect(await statusOf('viewer', '')).toBe(400)
})
