import { describe, expect, it } from 'vitest'
import * as exportRoute from '@/app/api/changes/export/route'
import * as eventsRoute from '@/app/api/rooms/[slug]/events/route'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import { toSlug } from '@/lib/shared/metadata/room-slug'
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
import { signedInAs } from '../testing/people'

const patch = createPatch(metadataRoute)

setUpEndpoints()

describe('a write is refused without a call to the Live service', () => {
  it.each<[string, number, string, unknown, Record<string, string>]>([
    [
      'from another site',
      403,
      'request.wrong-origin',
      { changes: [CHANGE] },
      { ...SAME_ORIGIN, 'sec-fetch-site': 'cross-site' },
    ],
    [
      'from a sibling site',
      403,
      'request.wrong-origin',
      { changes: [CHANGE] },
      { ...SAME_ORIGIN, 'sec-fetch-site': 'same-site' },
    ],
    [
      'from a typed address (Sec-Fetch-Site: none)',
      403,
      'request.wrong-origin',
      { changes: [CHANGE] },
      { ...SAME_ORIGIN, 'sec-fetch-site': 'none' },
    ],
    [
      'without Sec-Fetch-Site and Origin',
      403,
      'request.wrong-origin',
      { changes: [CHANGE] },
      { 'content-type': 'application/json', 'idempotency-key': `${KEY}1` },
    ],
    [
      'with the origin null',
      403,
      'request.wrong-origin',
      { changes: [CHANGE] },
      { origin: 'null', 'content-type': 'application/json', 'idempotency-key': `${KEY}1` },
    ],
    [
      'with another origin',
      403,
      'request.wrong-origin',
      { changes: [CHANGE] },
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
      { changes: [CHANGE] },
      { ...SAME_ORIGIN, 'content-type': 'text/plain' },
    ],
    [
      'in UTF-16',
      415,
      'request.not-json',
      { changes: [CHANGE] },
      { ...SAME_ORIGIN, 'content-type': 'application/json; charset=utf-16' },
    ],
    [
      'in UTF-7',
      415,
      'request.not-json',
      { changes: [CHANGE] },
      { ...SAME_ORIGIN, 'content-type': 'application/json;boundary=a;CHARSET="utf-7"' },
    ],
    ['that is not JSON', 400, 'request.malformed', '{"changes":[', SAME_ORIGIN],
    ['that is not an object', 400, 'request.malformed', [], SAME_ORIGIN],
    [
      'with a value of the wrong type',
      400,
      'request.malformed',
      { changes: [{ ...CHANGE, to: 1 }] },
      SAME_ORIGIN,
    ],
    [
      'with an unknown field',
      400,
      'request.malformed',
      { changes: [CHANGE], force: true },
      SAME_ORIGIN,
    ],
    [
      'with an unknown field in a change',
      400,
      'request.malformed',
      { changes: [{ ...CHANGE, at: 'x' }] },
      SAME_ORIGIN,
    ],
    [
      'without an idempotency key',
      400,
      'request.no-idempotency-key',
      { changes: [CHANGE] },
      { ...SAME_ORIGIN, 'idempotency-key': '' },
    ],
    [
      'with an idempotency key that is not a UUID',
      400,
      'request.no-idempotency-key',
      { changes: [CHANGE] },
      { ...SAME_ORIGIN, 'idempotency-key': 'again' },
    ],
    [
      'of 1 MB',
      413,
      'request.too-large',
      { changes: [CHANGE], note: 'x'.repeat(1024 * 1024) },
      SAME_ORIGIN,
    ],
    ['that changes nothing', 422, 'changes.empty', { changes: [] }, SAME_ORIGIN],
    [
      'with a key that is too long',
      422,
      'key.too-long',
      { changes: [{ ...CHANGE, key: 'k'.repeat(51) }] },
      SAME_ORIGIN,
    ],
    [
      'with a value that is too long',
      422,
      'value.too-long',
      { changes: [{ ...CHANGE, to: '房'.repeat(683) }] },
      SAME_ORIGIN,
    ],
    [
      'with a duplicate key',
      422,
      'key.duplicate',
      { changes: [CHANGE, { ...CHANGE, to: '2' }] },
      SAME_ORIGIN,
    ],
    [
      'with half a surrogate pair',
      422,
      'value.not-text',
      '{"changes":[{"key":"a","from":null,"to":"\\ud83d"}]}',
      SAME_ORIGIN,
    ],
    [
      'with a note that is too long',
      422,
      'note.too-long',
      { changes: [CHANGE], note: '备'.repeat(501) },
      SAME_ORIGIN,
    ],
  ])('%s: %i %s', async (_, status, code, body, headers) => {
    const response = await patch(body, headers)
    expect([response.status, codeIn(response.body)]).toEqual([status, code])
    expect(response.calls).toEqual([])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('when the room id has 49 bytes', async () => {
    const response = await patch({ changes: [CHANGE] }, SAME_ORIGIN, 'r'.repeat(49))
    expect([response.status, codeIn(response.body), response.calls]).toEqual([
      400,
      'room.not-an-id',
      [],
    ])
  })

  it('when its streamed body exceeds the limit', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024))
    let chunksLeft = 100
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (chunksLeft-- > 0 ? controller.enqueue(chunk) : controller.close()),
    })
    const response = await callEndpoint(
      metadataRoute,
      'PATCH',
      '/api/rooms/r/metadata',
      { headers: SAME_ORIGIN, body },
      { slug: 'r' },
    )
    expect([response.status, chunksLeft > 0]).toEqual([413, true])
  })
})

describe('an event stream and an export', () => {
  const requests = [
    [eventsRoute, `/api/rooms/${toSlug(ROOM)}/events`],
    [exportRoute, '/api/changes/export?format=csv'],
  ] as const

  it.each([
    ['cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['same-site', { 'sec-fetch-site': 'same-site' }],
    ['by another origin on plain http', { origin: 'http://sibling.example' }],
  ])('are refused when requested %s', async (_, headers) => {
    for (const [route, path] of requests) {
      const init = { headers }
      const answer = await callEndpoint(route, 'GET', path, init, { slug: toSlug(ROOM) }, 'viewer')
      expect([answer.status, codeIn(answer.body)]).toEqual([403, 'request.wrong-origin'])
    }
  })

  it.each<[string, Record<string, string>]>([
    ['same-origin', { 'sec-fetch-site': 'same-origin' }],
    ['none', { 'sec-fetch-site': 'none' }],
    ['on plain http', {}],
    ['by the own origin on plain http', { origin: 'http://localhost:3000' }],
  ])('are served when requested %s', async (_, more) => {
    for (const [route, path] of requests) {
      const headers = { cookie: (await signedInAs('viewer')).cookie, ...more }
      const request = new Request(`http://localhost:3000${path}`, { method: 'HEAD', headers })
      const response = await route.HEAD(request, {
        params: Promise.resolve({ slug: toSlug(ROOM) }),
      })
      expect(response.status).toBe(200)
    }
  })
})
