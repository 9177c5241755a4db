import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import * as sessionRoute from '@/app/api/auth/get-session/route'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as signOutRoute from '@/app/api/auth/sign-out/route'
import * as liveRoute from '@/app/api/health/live/route'
import * as readyRoute from '@/app/api/health/ready/route'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import * as roomsRoute from '@/app/api/rooms/route'
import { endpoints } from '@/lib/shared/api/contract'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { lockStore } from '../../db/testing/lock-store'
import { getRuntime } from '../../runtime/runtime'
import {
  CHANGE,
  callEndpoint,
  codeIn,
  createPatch,
  ROOM,
  SAME_ORIGIN,
  setUpEndpoints,
} from '../../testing/endpoints'
import { addPerson, createSessionCookie, PASSWORD } from '../../testing/people'

const patch = createPatch(metadataRoute)

setUpEndpoints()

const storeFile = async () => join((await getRuntime()).config.dataDir, 'console.db')
const path = `/api/rooms/${toSlug(ROOM)}/metadata`
const read = (cookie: string) =>
  callEndpoint(metadataRoute, 'GET', path, { headers: { cookie } }, { slug: toSlug(ROOM) })
const signIn = (email: string) =>
  callEndpoint(
    signInRoute,
    'POST',
    endpoints.signIn.path,
    { headers: SAME_ORIGIN, body: JSON.stringify({ email, password: PASSWORD }) },
    {},
    null,
  )

it('while the store is locked reading works, and writing is refused', async () => {
  const person = await addPerson('editor')
  const cookie = await createSessionCookie(person)
  const { database } = await getRuntime()
  // The time of last use is due for an update, which fails.
  await database.kysely
    .updateTable('sessions')
    .set({ last_seen_at: (await database.now()) - 3_600_000 })
    .execute()
  const unlock = await lockStore(await storeFile(), 'immediate')
  try {
    expect((await read(cookie)).status).toBe(200)
    const save = await patch({ changes: [CHANGE] }, { ...SAME_ORIGIN, cookie })
    expect([save.status, codeIn(save.body)]).toEqual([503, 'journal.unavailable'])
    expect(save.calls.filter(({ command }) => command !== 'get_room_metadata')).toEqual([])
    const refused = await signIn(person.email)
    expect([refused.status, codeIn(refused.body)]).toEqual([503, 'journal.unavailable'])
    const signOut = await callEndpoint(signOutRoute, 'POST', endpoints.signOut.path, {
      headers: { ...SAME_ORIGIN, cookie },
    })
    expect([signOut.status, signOut.headers.getSetCookie()]).toEqual([503, []])
  } finally {
    unlock()
  }
  expect((await signIn(person.email)).status).toBe(200)
})

it('without a store every endpoint answers 503, not 401, and the process stays alive', async () => {
  const cookie = await createSessionCookie(await addPerson('editor'))
  const file = await storeFile()
  renameSync(file, `${file}.away`)
  try {
    for (const answer of [
      await read(cookie),
      await callEndpoint(roomsRoute, 'GET', '/api/rooms', { headers: { cookie } }),
      await callEndpoint(sessionRoute, 'GET', endpoints.getSession.path, { headers: { cookie } }),
      await patch({ changes: [CHANGE] }, { ...SAME_ORIGIN, cookie }),
      await callEndpoint(readyRoute, 'GET', endpoints.readReady.path, {}, {}, null),
    ]) {
      expect([answer.status, codeIn(answer.body)]).toEqual([503, 'journal.unavailable'])
      expect(answer.calls).toEqual([])
    }
    expect(
      (await callEndpoint(liveRoute, 'GET', endpoints.readLive.path, {}, {}, null)).status,
    ).toBe(200)
    const anonymous = await callEndpoint(roomsRoute, 'GET', '/api/rooms', {}, {}, null)
    expect(anonymous.status).toBe(401)
  } finally {
    renameSync(`${file}.away`, file)
  }
  expect((await read(cookie)).status).toBe(200)
})
