import { expect, it } from 'vitest'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import { endpoints } from '@/lib/shared/api/contract'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { getRuntime } from '../runtime/runtime'
import { appCall, callEndpoint, codeIn, ROOM, setUpEndpoints } from '../testing/endpoints'
import { addPerson, createSessionCookie } from '../testing/people'

setUpEndpoints()

const slug = toSlug(ROOM)
const read = (cookie = 'none', query = '') =>
  callEndpoint(
    metadataRoute,
    'GET',
    `/api/rooms/${slug}/metadata${query}`,
    { headers: { cookie } },
    { slug },
  )
const valuesIn = (body: unknown) =>
  endpoints.readMetadata.response.parse(body).entries.map(({ value }) => value)
const write = (value: string) =>
  appCall('set_room_metadata', { RoomId: ROOM, Metadata: [{ Key: 'a', Value: value }] })

it('checks the session of each person who gets a response that another one shares', async () => {
  const person = await addPerson('viewer')
  const cookie = await createSessionCookie(person)
  await write('1')
  const first = await read(cookie)
  expect([first.status, valuesIn(first.body), first.calls.length]).toEqual([200, ['1'], 1])
  const second = await read(cookie)
  expect([second.body, second.calls]).toEqual([first.body, []])
  const stranger = await read()
  expect([stranger.status, codeIn(stranger.body)]).toEqual([401, 'auth.required'])
  await (await getRuntime()).auth.sessions.endAll(person.id)
  const ended = await read(cookie)
  expect([ended.status, codeIn(ended.body)]).toEqual([401, 'auth.required'])
})

it('shares no response across two reads of the room', async () => {
  const cookie = await createSessionCookie(await addPerson('viewer'))
  await write('1')
  await read(cookie, '?fresh=1')
  await write('2')
  expect(valuesIn((await read(cookie, '?fresh=1')).body)).toEqual(['2'])
  expect(valuesIn((await read(cookie)).body)).toEqual(['2'])
})
