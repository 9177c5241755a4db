import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ask,
  change,
  codeIn,
  KEY,
  metadataDoor,
  OWN,
  patch,
  startDoors,
  stopDoors,
} from '../testing/endpoints'

beforeAll(startDoors)
afterAll(stopDoors)

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
