import { afterEach, expect, it, vi } from 'vitest'
import * as sessionRoute from '@/app/api/auth/get-session/route'
import * as eventsRoute from '@/app/api/rooms/[slug]/events/route'
import * as roomsRoute from '@/app/api/rooms/route'
import { BACKGROUND_HEADER } from '@/lib/shared/api/background-request'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { getRuntime } from '../runtime/runtime'
import { callEndpoint, ROOM, setUpEndpoints } from '../testing/endpoints'
import { listen, serveEndpoint } from '../testing/http-endpoint'
import { addPerson, createSessionCookie } from '../testing/people'

setUpEndpoints()

const HOUR_MS = 3_600_000

async function openSession() {
  const person = await addPerson('viewer')
  const cookie = await createSessionCookie(person)
  const { auth, database } = await getRuntime()
  return {
    person,
    cookie,
    auth,
    touch: vi.spyOn(auth.sessions, 'touch'),
    async setLastSeen(hoursAgo: number) {
      const last_seen_at = (await database.now()) - hoursAgo * HOUR_MS
      await database.kysely
        .updateTable('sessions')
        .set({ last_seen_at })
        .where('person_id', '=', person.id)
        .execute()
      return last_seen_at
    },
    async readLastSeen() {
      const { last_seen_at } = await database.kysely
        .selectFrom('sessions')
        .select('last_seen_at')
        .where('person_id', '=', person.id)
        .executeTakeFirstOrThrow()
      return last_seen_at
    },
  }
}

afterEach(() => void vi.restoreAllMocks())

it('a session that only a stream uses ends at the idle limit, and the stream with it', async () => {
  const { person, cookie, auth, touch, setLastSeen, readLastSeen } = await openSession()
  const { realtime } = await getRuntime()
  const recheck = async () => {
    const find = vi.spyOn(auth.sessions, 'find')
    realtime.publishSessionsChange(person.id)
    await vi.waitFor(() => expect(find).toHaveResolved())
    find.mockRestore()
  }

  const lastSeen = await setLastSeen(11)
  const { output } = await listen(await serveEndpoint(eventsRoute, { slug: toSlug(ROOM) }, cookie))
  await recheck()
  expect(touch).not.toHaveBeenCalled()
  expect(await readLastSeen()).toBe(lastSeen)

  await setLastSeen(12.1)
  await recheck()
  await vi.waitFor(() => expect(output.events).toContain('bye'), { timeout: 5_000 })
  const answer = await callEndpoint(roomsRoute, 'GET', '/api/rooms', { headers: { cookie } })
  expect(answer.status).toBe(401)
})

it('a page that only refreshes itself does not keep its session', async () => {
  const { cookie, touch, setLastSeen, readLastSeen } = await openSession()
  const refresh = () =>
    callEndpoint(roomsRoute, 'GET', '/api/rooms', {
      headers: { cookie, [BACKGROUND_HEADER]: '1' },
    })
  const lastSeen = await setLastSeen(11)
  expect((await refresh()).status).toBe(200)
  const readSession = { headers: { cookie, [BACKGROUND_HEADER]: '1' } }
  await callEndpoint(sessionRoute, 'GET', '/api/auth/get-session', readSession)
  expect(touch).not.toHaveBeenCalled()
  expect(await readLastSeen()).toBe(lastSeen)

  await setLastSeen(12.1)
  expect((await refresh()).status).toBe(401)
})

it.each([
  ['an endpoint', roomsRoute, '/api/rooms'],
  ['the session', sessionRoute, '/api/auth/get-session'],
])('a request of a person for %s keeps the session', async (_, route, path) => {
  const { cookie, touch, setLastSeen } = await openSession()
  await setLastSeen(1)
  await callEndpoint(route, 'GET', path, { headers: { cookie } })
  expect(touch).toHaveBeenCalled()
})
