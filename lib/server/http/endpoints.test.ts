import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as unknownRoute from '@/app/api/[...path]/route'
import * as changeRoute from '@/app/api/changes/[id]/route'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import * as roomRoute from '@/app/api/rooms/[slug]/route'
import * as roomsRoute from '@/app/api/rooms/route'
import { endpoints } from '@/lib/shared/api/contract'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { getRuntime } from '../runtime/runtime'
import {
  CHANGE,
  callEndpoint,
  codeIn,
  createPatch,
  KEY,
  ROOM,
  SAME_ORIGIN,
  setUpEndpoints,
} from '../testing/endpoints'

const patch = createPatch(metadataRoute)

setUpEndpoints()

describe('a save', () => {
  it('is accepted from our own origin when a browser sends no Sec-Fetch-Site', async () => {
    const headers = { ...SAME_ORIGIN, 'sec-fetch-site': '', origin: 'http://localhost:3000' }
    const { 'sec-fetch-site': _, ...old } = headers
    const response = await patch({ changes: [CHANGE] }, { ...old, 'idempotency-key': `${KEY}2` })
    expect(response.status).toBe(200)
    expect(endpoints.saveMetadata.response.parse(response.body).change.outcome).toBe('applied')
  })

  it('makes at most one set and one delete call, which name each key once', async () => {
    const step = {
      changes: [
        { key: 'a', from: '1', to: null },
        { key: 'b', from: null, to: '2' },
        { key: 'c', from: null, to: '' },
      ],
    }
    const { calls } = await patch(step, { ...SAME_ORIGIN, 'idempotency-key': `${KEY}3` })
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

  it('can be read by the id of its change', async () => {
    const response = await patch(
      { changes: [{ key: 'd', from: null, to: '1' }] },
      { ...SAME_ORIGIN, 'idempotency-key': `${KEY}4` },
    )
    const { id } = endpoints.saveMetadata.response.parse(response.body).change
    const found = await callEndpoint(changeRoute, 'GET', `/api/changes/${id}`, {}, { id })
    expect(endpoints.readChange.response.parse(found.body).change.id).toBe(id)
  })
})

it('reports a conflict with the current values and the change that was not applied', async () => {
  const response = await patch(
    { changes: [{ key: 'd', from: 'old', to: 'new' }] },
    { ...SAME_ORIGIN, 'idempotency-key': `${KEY}5` },
  )
  const { error } = envelopeSchema.parse(response.body)
  expect([response.status, error.code, error.theirs, error.change?.outcome]).toEqual([
    409,
    'room.changed',
    [{ key: 'd', value: '1', by: { id: expect.any(String), name: 'Test admin' } }],
    'not-applied',
  ])
})

describe('reading rooms', () => {
  beforeAll(async () => {
    const { backgroundReader, roomDirectory } = await getRuntime()
    backgroundReader.start()
    await vi.waitFor(
      async () => {
        const { state } = await roomDirectory.list({ words: [], sort: 'views', limit: 1 })
        expect(state.crawl).toBe(1)
      },
      { timeout: 10_000 },
    )
    return backgroundReader.stop
  })

  it('finds a room by id, also a private one', async () => {
    for (const id of [ROOM, 'private-rehearsal']) {
      const response = await callEndpoint(
        roomRoute,
        'GET',
        `/api/rooms/${toSlug(id)}`,
        {},
        { slug: toSlug(id) },
      )
      expect(endpoints.readRoom.response.parse(response.body).room.id).toBe(id)
    }
  })

  it('responds with 404 room.gone for a room that does not exist', async () => {
    const response = await callEndpoint(roomRoute, 'GET', '/api/rooms/never', {}, { slug: 'never' })
    expect([response.status, codeIn(response.body)]).toEqual([404, 'room.gone'])
  })

  it('lists every public room exactly once across pages', async () => {
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const after = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const query: string = `?visibility=public${after}`
      const page = endpoints.listRooms.response.parse(
        (await callEndpoint(roomsRoute, 'GET', `/api/rooms${query}`)).body,
      )
      ids.push(...page.rooms.map(({ id }) => id))
      cursor = page.next
    }
    expect(ids).toHaveLength(74)
    expect(new Set(ids).size).toBe(74)
  })

  it('searches the names, ids and hosts of all public rooms', async () => {
    const search = async (text: string) => {
      const response = await callEndpoint(
        roomsRoute,
        'GET',
        `/api/rooms?search=${encodeURIComponent(text)}`,
      )
      return endpoints.listRooms.response.parse(response.body).rooms.map(({ id }) => id)
    }
    expect(await search('时装')).toEqual(['fashion-week-01'])
    expect(await search('STUDIO late')).toEqual(['studio/4 "late" show?#50%~.'])
    expect(await search('host_kitchen')).toEqual(['family-talk'])
    expect(await search('no such room')).toEqual([])
  })

  it.each(['?limit=21', '?limit=0', '?limit=x', '?page=2', '?search=a&cursor=b'])(
    'rejects the query %s',
    async (query) => {
      const response = await callEndpoint(roomsRoute, 'GET', `/api/rooms${query}`)
      expect([response.status, codeIn(response.body)]).toEqual([400, 'request.malformed'])
    },
  )
})

it('responds with 405 with the allowed methods for any other method', async () => {
  const response = await callEndpoint(roomsRoute, 'DELETE', '/api/rooms')
  expect([response.status, response.headers.get('allow'), codeIn(response.body)]).toEqual([
    405,
    'GET, HEAD',
    'request.wrong-method',
  ])
})

it('responds with 404 for a path without an endpoint', async () => {
  const response = await callEndpoint(unknownRoute, 'POST', '/api/secrets')
  expect([response.status, codeIn(response.body)]).toEqual([404, 'request.not-found'])
})
