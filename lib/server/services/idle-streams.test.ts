import { expect, it, vi } from 'vitest'
import * as sessionRoute from '@/app/api/auth/get-session/route'
import * as eventsRoute from '@/app/api/rooms/[slug]/events/route'
import * as roomsRoute from '@/app/api/rooms/route'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { getRuntime } from '../runtime/runtime'
import { callEndpoint, ROOM, setUpEndpoints } from '../testing/endpoints'
import { listen, serveEndpoint } from '../testing/http-endpoint'
import { addPerson, createSessionCookie } from '../testing/people'

setUpEndpoints()

const HOUR_MS = 3_600_000

it('a session that only a stream uses ends at the idle limit, and the stream with it', async () => {
  const person = await addPerson('viewer')
  const cookie = await createSessionCookie(person)
  const { auth, database, realtime } = await getRuntime()
  const setLastSeen = async (hoursAgo: number) => {
    const last_seen_at = (await database.now()) - hoursAgo * HOUR_MS
    await database.kysely
      .updateTable('sessions')
      .set({ last_seen_at })
      .where('person_id', '=', person.id)
      .execute()
    return last_seen_at
  }
  const readLastSeen = async () =>
    (
      await database.kysely
        .selectFrom('sessions')
        .select('last_seen_at')
        .where('person_id', '=', person.id)
        .executeTakeFirstOrThrow()
    ).last_seen_at
  const recheck = async () => {
    const find = vi.spyOn(auth.sessions, 'find')
    realtime.publishSessionsChange(person.id)
    await vi.waitFor(() => expect(find).toHaveResolved())
    find.mockRestore()
  }

  const touch = vi.spyOn(auth.sessions, 'touch')
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

it('a request of a person keeps the session', async () => {
  const person = await addPerson('viewer')
  const cookie = await createSessionCookie(person)
  const { auth, database } = await getRuntime()
  const touch = vi.spyOn(auth.sessions, 'touch')
  const last_seen_at = (await database.now()) - HOUR_MS
  await database.kysely
    .updateTable('sessions')
    .set({ last_seen_at })
    .where('person_id', '=', person.id)
    .execute()
  await callEndpoint(sessionRoute, 'GET', '/api/auth/get-session', { headers: { cookie } })
  expect(touch).toHaveBeenCalled()
})
