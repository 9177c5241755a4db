import { expect, it, vi } from 'vitest'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import { createPatch, KEY, setUpEndpoints } from '../testing/endpoints'
import { logLines } from '../testing/log-lines'

vi.mock('../runtime/log', () => import('../testing/log-lines'))

setUpEndpoints({ PORT: '3000' })

const patch = createPatch(metadataRoute)
const changes = [{ key: 'banner', from: null, to: 'x' }]
const headers = { 'content-type': 'application/json', 'idempotency-key': `${KEY}1` }
const configured = 'http://localhost:3000'

it.each([
  ['http://other.internal:3000', 'http://other.internal:3000'],
  ['HTTP://Other.Internal:80', 'http://other.internal'],
  ['null', '?'],
  ['no origin "at all"', '?'],
])(
  'names the address of a page at %s and the configured one, on screen and in the log',
  async (origin, opened) => {
    logLines.length = 0
    const { body } = await patch({ changes }, { ...headers, origin })
    expect(body).toMatchObject({
      error: { code: 'request.wrong-origin', params: { opened, configured } },
    })
    const lines = logLines.map((line): unknown => JSON.parse(line))
    expect(lines).toContainEqual(
      expect.objectContaining({ code: 'request.wrong-origin', opened, configured }),
    )
  },
)

it('names the build that responded', async () => {
  const { headers: received } = await patch({ changes })
  expect(received.get('x-console-build')).toBe('development')
})
