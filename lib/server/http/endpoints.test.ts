import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '@/lib/shared/api/contract'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import {
  ask,
  change,
  changeDoor,
  codeIn,
  KEY,
  OWN,
  otherDoors,
  patch,
  ROOM,
  roomDoor,
  roomsDoor,
  startDoors,
  stopDoors,
} from '../testing/endpoints'

beforeAll(startDoors)
afterAll(stopDoors)

describe('a write is taken', () => {
  it('from our own origin where a browser sends no Sec-Fetch-Site', async () => {
    const headers = { ...OWN, 'sec-fetch-site': '', origin: 'http://localhost:3000' }
    const { 'sec-fetch-site': _, ...old } = headers
    const answer = await patch({ changes: [change] }, { ...old, 'idempotency-key': `${KEY}2` })
    expect(answer.status).toBe(200)
    expect(endpoints.saveMetadata.reply.parse(answer.body).change.outcome).toBe('applied')
  })

  it('with one set and one delete at the most, each naming a key once', async () => {
    const step = {
      changes: [
        { key: 'a', from: '1', to: null },
        { key: 'b', from: null, to: '2' },
        { key: 'c', from: null, to: '' },
      ],
    }
    const { calls } = await patch(step, { ...OWN, 'idempotency-key': `${KEY}3` })
    expect(calls.map(({ command }) => command)).toEqual([
      'get_room_metadata',
      'set_room_metadata',
      'del_room_metadata',
      'get_room_metadata',
    ])
    expect(calls.map(({ body }) => body)).toMatchObject([
      { RoomId: ROOM, Keys: [] },
      {
        Metadata: [
          { Key: 'b', Value: '2' },
          { Key: 'c', Value: '' },
        ],
      },
      { Keys: ['a'] },
      { Keys: [] },
    ])
  })

  it('and what became of it can be asked for', async () => {
    const answer = await patch(
      { changes: [{ key: 'd', from: null, to: '1' }] },
      { ...OWN, 'idempotency-key': `${KEY}4` },
    )
    const { id } = endpoints.saveMetadata.reply.parse(answer.body).change
    const asked = await ask(changeDoor, 'GET', `/api/changes/${id}`, {}, { id })
    expect(endpoints.readChange.reply.parse(asked.body).change.id).toBe(id)
  })
})

it('a conflict tells what stands there now, and the change that was not made', async () => {
  const answer = await patch(
    { changes: [{ key: 'd', from: 'old', to: 'new' }] },
    { ...OWN, 'idempotency-key': `${KEY}5` },
  )
  const { error } = envelopeSchema.parse(answer.body)
  expect([answer.status, error.code, error.theirs, error.change?.outcome]).toEqual([
    409,
    'room.changed',
    [{ key: 'd', value: '1' }],
    'not-applied',
  ])
})

describe('reading', () => {
  it('finds a room by any id, also one that no list shows', async () => {
    for (const id of [ROOM, 'private-rehearsal']) {
      const answer = await ask(
        roomDoor,
        'GET',
        `/api/rooms/${slugOf(id)}`,
        {},
        { slug: slugOf(id) },
      )
      expect(endpoints.readRoom.reply.parse(answer.body).room.id).toBe(id)
    }
  })

  it('says 404 room.gone for a room that is not there', async () => {
    const answer = await ask(roomDoor, 'GET', '/api/rooms/never', {}, { slug: 'never' })
    expect([answer.status, codeIn(answer.body)]).toEqual([404, 'room.gone'])
  })

  it('pages through all public rooms, each once', async () => {
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`
      const page = endpoints.listRooms.reply.parse(
        (await ask(roomsDoor, 'GET', `/api/rooms${query}`)).body,
      )
      ids.push(...page.rooms.map(({ id }) => id))
      cursor = page.next
    }
    expect(ids).toHaveLength(74)
    expect(new Set(ids).size).toBe(74)
  })

  it('searches names, ids and owners among all rooms that lists show', async () => {
    const found = async (search: string) => {
      const answer = await ask(roomsDoor, 'GET', `/api/rooms?search=${encodeURIComponent(search)}`)
      return endpoints.listRooms.reply.parse(answer.body).rooms.map(({ id }) => id)
    }
    expect(await found('时装')).toEqual(['fashion-week-01'])
    expect(await found('STUDIO late')).toEqual(['studio/4 "late" show?#50%~.'])
    expect(await found('host_kitchen')).toEqual(['family-talk'])
    expect(await found('no such room')).toEqual([])
  })

  it.each(['?limit=21', '?limit=0', '?limit=x', '?page=2', '?search=a&cursor=b'])(
    'refuses the query %s',
    async (query) => {
      const answer = await ask(roomsDoor, 'GET', `/api/rooms${query}`)
      expect([answer.status, codeIn(answer.body)]).toEqual([400, 'request.malformed'])
    },
  )
})

it('a method that a door does not have is 405 and names those it has', async () => {
  const answer = await ask(roomsDoor, 'DELETE', '/api/rooms')
  expect([answer.status, answer.headers.get('allow'), codeIn(answer.body)]).toEqual([
    405,
    'GET, HEAD',
    'request.wrong-method',
  ])
})

it('an address that is no door is 404', async () => {
  const answer = await ask(otherDoors, 'POST', '/api/secrets')
  expect([answer.status, codeIn(answer.body)]).toEqual([404, 'request.not-found'])
})
