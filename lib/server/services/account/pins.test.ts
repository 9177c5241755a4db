import { expect, it } from 'vitest'
import * as pinsRoute from '@/app/api/account/pins/route'
import type { Role } from '@/lib/shared/access/roles'
import { MAX_PINS } from '@/lib/shared/metadata/pins'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { getRuntime } from '../../runtime/runtime'
import { callEndpoint, codeIn, ROOM, SAME_ORIGIN, setUpEndpoints } from '../../testing/endpoints'

setUpEndpoints()

const PATH = '/api/account/pins'
const read = (by: Role) => callEndpoint(pinsRoute, 'GET', PATH, {}, {}, by)
const save = (by: Role, body: object) =>
  callEndpoint(pinsRoute, 'PUT', PATH, { headers: SAME_ORIGIN, body: JSON.stringify(body) }, {}, by)

it('keeps the pinned rooms of each person, with the names that the directory knows', async () => {
  const { directoryWriter } = await getRuntime()
  const room = { id: 'show', slug: 'show', name: 'The show', owner: null, category: [] }
  directoryWriter.add({ id: 'show', room: { ...room, views: 1, createdAt: null } })
  await directoryWriter.flush()
  const rooms = [
    { id: ROOM, slug: toSlug(ROOM), name: '' },
    { id: 'show', slug: 'show', name: 'The show' },
  ]
  const saved = await save('viewer', { rooms: [ROOM, 'show'] })
  expect([saved.status, saved.body, saved.calls]).toEqual([200, { rooms }, []])
  expect((await read('viewer')).body).toEqual({ rooms })
  expect((await read('editor')).body).toEqual({ rooms: [] })
})

it('keeps the name of a room that has ended', async () => {
  const { directoryWriter } = await getRuntime()
  directoryWriter.add({ id: 'show', hasEnded: true })
  await directoryWriter.flush()
  const saved = await save('viewer', { rooms: ['show'] })
  expect(saved.body).toMatchObject({ rooms: [{ name: 'The show' }] })
})

it.each([
  ['too many rooms', Array.from({ length: MAX_PINS + 1 }, (_, n) => `room-${n}`)],
  ['a room twice', ['a', 'a']],
  ['text that is no room id', ['直播间']],
])('refuses %s', async (_, rooms) => {
  const { status, body } = await save('viewer', { rooms })
  expect([status, codeIn(body)]).toEqual([400, 'request.malformed'])
})
