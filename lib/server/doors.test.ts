import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as otherDoors from '@/app/api/[...path]/route'
import * as changeDoor from '@/app/api/changes/[id]/route'
import * as metadataDoor from '@/app/api/rooms/[slug]/metadata/route'
import * as roomDoor from '@/app/api/rooms/[slug]/route'
import * as roomsDoor from '@/app/api/rooms/route'
import { endpoints } from '@/lib/shared/contract'
import { envelopeSchema } from '@/lib/shared/envelope'
import { slugOf } from '@/lib/shared/room-slug'
import { demoApp } from './emulator/demo-app'
import { type Emulator, startEmulator } from './emulator/server'
import { rawCall } from './engine/testing/raw-call'

/** The route handlers as Next calls them, in front of the emulator. */
let emulator: Emulator
const ROOM = `a/b ?#%~."'`
const KEY = '00000000-0000-4000-8000-00000000000'

beforeAll(async () => {
  emulator = await startEmulator({ ...demoApp, seed: true })
  await rawCall({ ...demoApp, url: emulator.url }, 'create_room', {
    RoomInfo: { RoomId: ROOM, RoomType: 'Live' },
  })
  Object.assign(process.env, {
    LIVE_ENGINE_URL: emulator.url,
    LIVE_ENGINE_SDK_APP_ID: String(demoApp.sdkAppId),
    LIVE_ENGINE_SECRET_KEY: demoApp.secretKey,
    LIVE_ENGINE_IDENTIFIER: demoApp.identifier,
    LOG_LEVEL: 'silent',
  })
})

afterAll(() => emulator.close())

type Door = Record<
  string,
  (
    request: Request,
    path: { params: Promise<Record<string, string> | undefined> },
  ) => Promise<Response>
>

async function ask(
  door: Door,
  method: string,
  path: string,
  init: RequestInit = {},
  params?: Record<string, string>,
) {
  const before = emulator.calls.length
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    duplex: 'half',
    ...init,
  } as RequestInit)
  const response = await (door[method] ?? (() => Promise.reject(new Error('no handler'))))(
    request,
    {
      params: Promise.resolve(params),
    },
  )
  const body: unknown = await response.json()
  return {
    status: response.status,
    headers: response.headers,
    body,
    calls: emulator.calls.slice(before),
  }
}

const OWN = {
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
  'idempotency-key': `${KEY}1`,
}
const patch = (body: unknown, headers: Record<string, string> = OWN, room = ROOM) =>
  ask(
    metadataDoor,
    'PATCH',
    `/api/rooms/${slugOf(room)}/metadata`,
    {
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
    { slug: slugOf(room) },
  )
const codeIn = (body: unknown) => envelopeSchema.parse(body).error.code
const change = { key: 'a', from: null, to: '1' }

describe('a write is refused without a call to the engine', () => {
  it.each<[string, number, string, unknown, Record<string, string>]>([
    [
      'from another site',
      403,
      'request.wrong-origin',
      { changes: [change] },
      { ...OWN, 'sec-fetch-site': 'cross-site' },
    ],
    [
      'from a sibling site',
      403,
      'request.wrong-origin',
      { changes: [change] },
      { ...OWN, 'sec-fetch-site': 'same-site' },
    ],
    [
      'from an address typed',
      403,
      'request.wrong-origin',
      { changes: [change] },
      { ...OWN, 'sec-fetch-site': 'none' },
    ],
    [
      'with no header that says from where',
      403,
      'request.wrong-origin',
      { changes: [change] },
      { 'content-type': 'application/json', 'idempotency-key': `${KEY}1` },
    ],
    [
      'with Origin null',
      403,
      'request.wrong-origin',
      { changes: [change] },
      { origin: 'null', 'content-type': 'application/json', 'idempotency-key': `${KEY}1` },
    ],
    [
      'with another origin',
      403,
      'request.wrong-origin',
      { changes: [change] },
      {
        origin: 'http://localhost:3001',
        'content-type': 'application/json',
        'idempotency-key': `${KEY}1`,
      },
    ],
    [
      'with another content type',
      415,
      'request.not-json',
      { changes: [change] },
      { ...OWN, 'content-type': 'text/plain' },
    ],
    ['that is no JSON', 400, 'request.malformed', '{"changes":[', OWN],
    ['that is no object', 400, 'request.malformed', [], OWN],
    ['with a wrong type', 400, 'request.malformed', { changes: [{ ...change, to: 1 }] }, OWN],
    ['with an unknown field', 400, 'request.malformed', { changes: [change], force: true }, OWN],
    [
      'with an unknown field in a change',
      400,
      'request.malformed',
      { changes: [{ ...change, at: 'x' }] },
      OWN,
    ],
    [
      'without an Idempotency-Key',
      400,
      'request.no-idempotency-key',
      { changes: [change] },
      { ...OWN, 'idempotency-key': '' },
    ],
    [
      'with a key that is no UUID',
      400,
      'request.no-idempotency-key',
      { changes: [change] },
      { ...OWN, 'idempotency-key': 'again' },
    ],
    [
      'of 1 MB',
      413,
      'request.too-large',
      { changes: [change], note: 'x'.repeat(1024 * 1024) },
      OWN,
    ],
    ['that changes nothing', 422, 'changes.empty', { changes: [] }, OWN],
    [
      'with a key too long',
      422,
      'key.too-long',
      { changes: [{ ...change, key: 'k'.repeat(51) }] },
      OWN,
    ],
    [
      'with a value too long',
      422,
      'value.too-long',
      { changes: [{ ...change, to: '房'.repeat(683) }] },
      OWN,
    ],
    ['with a key twice', 422, 'key.duplicate', { changes: [change, { ...change, to: '2' }] }, OWN],
    [
      'with half of a surrogate pair',
      422,
      'value.not-text',
      '{"changes":[{"key":"a","from":null,"to":"\\ud83d"}]}',
      OWN,
    ],
    [
      'with a note too long',
      422,
      'note.too-long',
      { changes: [change], note: '备'.repeat(501) },
      OWN,
    ],
  ])('%s: %i %s', async (_, status, code, body, headers) => {
    const answer = await patch(body, headers)
    expect([answer.status, codeIn(answer.body)]).toEqual([status, code])
    expect(answer.calls).toEqual([])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('to a room id of 49 bytes', async () => {
    const answer = await patch({ changes: [change] }, OWN, 'r'.repeat(49))
    expect([answer.status, codeIn(answer.body), answer.calls]).toEqual([400, 'room.not-an-id', []])
  })

  it('that grows past the cap while it arrives', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024))
    let left = 100
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    })
    const answer = await ask(
      metadataDoor,
      'PATCH',
      '/api/rooms/r/metadata',
      { headers: OWN, body },
      { slug: 'r' },
    )
    expect([answer.status, left > 0]).toEqual([413, true])
  })
})

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
