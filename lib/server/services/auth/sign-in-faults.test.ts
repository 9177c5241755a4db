import { renameSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as sessionDoor from '@/app/api/auth/get-session/route'
import * as signInDoor from '@/app/api/auth/sign-in/email/route'
import * as signOutDoor from '@/app/api/auth/sign-out/route'
import * as liveDoor from '@/app/api/health/live/route'
import * as readyDoor from '@/app/api/health/ready/route'
import { endpoints } from '@/lib/shared/api/contract'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { runtime } from '../../runtime/runtime'
import {
  ask,
  change,
  codeIn,
  metadataDoor,
  OWN,
  patch,
  ROOM,
  roomsDoor,
  startDoors,
  stopDoors,
} from '../../testing/endpoints'
import { newPerson, PASSWORD, sessionOf } from '../../testing/people'

beforeAll(startDoors)
afterAll(stopDoors)

const fileOfStore = async () => join((await runtime()).config.dataDir, 'console.db')
const path = `/api/rooms/${slugOf(ROOM)}/metadata`
const read = (cookie: string) =>
  ask(metadataDoor, 'GET', path, { headers: { cookie } }, { slug: slugOf(ROOM) })
const signIn = (email: string) =>
  ask(
    signInDoor,
    'POST',
    endpoints.signIn.path,
    { headers: OWN, body: JSON.stringify({ email, password: PASSWORD }) },
    {},
    null,
  )

it('while the store is locked people read on, and what would have to be written is refused in a second', {
  retry: 2,
}, async () => {
  const person = await newPerson('editor')
  const cookie = await sessionOf(person)
  const { database } = await runtime()
  // The note of its use is due, and cannot be made.
  await database.kysely
    .updateTable('sessions')
    .set({ last_seen_at: (await database.now()) - 3_600_000 })
    .execute()
  const other = new Libsql(await fileOfStore())
  other.exec('begin immediate')
  try {
    expect((await read(cookie)).status).toBe(200)
    const startedAt = performance.now()
    const save = await patch({ changes: [change] }, { ...OWN, cookie })
    expect([save.status, codeIn(save.body)]).toEqual([503, 'journal.unavailable'])
    expect(save.calls.filter(({ command }) => command !== 'get_room_metadata')).toEqual([])
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    const refused = await signIn(person.email)
    expect([refused.status, codeIn(refused.body)]).toEqual([503, 'journal.unavailable'])
    const out = await ask(signOutDoor, 'POST', endpoints.signOut.path, {
      headers: { ...OWN, cookie },
    })
    expect([out.status, out.headers.getSetCookie()]).toEqual([503, []])
  } finally {
    other.exec('rollback')
    other.close()
  }
  expect((await signIn(person.email)).status).toBe(200)
})

it('without a store every door says so, nobody takes it for being signed out, and the process is alive', async () => {
  const cookie = await sessionOf(await newPerson('editor'))
  const file = await fileOfStore()
  renameSync(file, `${file}.away`)
  try {
    for (const answer of [
      await read(cookie),
      await ask(roomsDoor, 'GET', '/api/rooms', { headers: { cookie } }),
      await ask(sessionDoor, 'GET', endpoints.getSession.path, { headers: { cookie } }),
      await patch({ changes: [change] }, { ...OWN, cookie }),
      await ask(readyDoor, 'GET', endpoints.readReady.path, {}, {}, null),
    ]) {
      expect([answer.status, codeIn(answer.body)]).toEqual([503, 'journal.unavailable'])
      expect(answer.calls).toEqual([])
    }
    expect((await ask(liveDoor, 'GET', endpoints.readLive.path, {}, {}, null)).status).toBe(200)
    const stranger = await ask(roomsDoor, 'GET', '/api/rooms', {}, {}, null)
    expect(stranger.status).toBe(401)
  } finally {
    renameSync(`${file}.away`, file)
  }
  expect((await read(cookie)).status).toBe(200)
})
