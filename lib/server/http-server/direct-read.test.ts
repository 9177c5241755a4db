import { createServer, type RequestOptions, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TextResponse } from '../http/text-response'
import { withDirectRead } from './direct-read'

const PATH = '/api/rooms/show~2E1/metadata'
const LONG = JSON.stringify({ value: '直播'.repeat(1_000) })

/** Serves a route handler that responds with `text`; everything else gets the body `next`. */
async function serve(text = '{}', ResponseClass: typeof Response | typeof TextResponse = Response) {
  const calls: { slug: string; url: string; cookie: string | null }[] = []
  const handle = withDirectRead(
    async (received, { params }) => {
      const { slug } = await params
      calls.push({ slug, url: received.url, cookie: received.headers.get('cookie') })
      return new ResponseClass(text, {
        status: 201,
        headers: [
          ['content-type', 'application/json'],
          ['set-cookie', 'one=1'],
          ['set-cookie', 'two=2'],
        ],
      })
    },
    async (_, response) => void response.end('next'),
  )
  const server = createServer((received, response) => {
    response.setHeader('set-cookie', ['zero=0'])
    void handle(received, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const send = (path: string, options: RequestOptions = {}) =>
    new Promise<{ status?: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
      (resolve, reject) => {
        const sent = request({ port, path, agent: false, ...options }, (received) => {
          const { statusCode: status, headers } = received
          buffer(received).then((body) => resolve({ status, headers, body }), reject)
        })
        sent.on('error', reject).end()
      },
    )
  return { send, calls }
}

describe('a read of a room’s metadata', () => {
  it('is passed to the route handler with the slug, the query and the cookies', async () => {
    const { send, calls } = await serve()
    await send(`${PATH}?fresh=1`, { headers: { cookie: 'a=1; b=2' } })
    expect(calls).toEqual([
      { slug: 'show~2E1', url: `http://console${PATH}?fresh=1`, cookie: 'a=1; b=2' },
    ])
  })

  it.each([Response, TextResponse])(
    'gets the response of the route handler, with the cookies set before: %o',
    async (responseClass) => {
      const { send } = await serve('{"value":"直播"}', responseClass)
      const { status, headers, body } = await send(PATH)
      expect([status, headers['content-type'], headers['set-cookie'], body.toString()]).toEqual([
        201,
        'application/json',
        ['zero=0', 'one=1', 'two=2'],
        '{"value":"直播"}',
      ])
    },
  )

  it('is compressed when it is long and the client accepts it', async () => {
    const { send } = await serve(LONG)
    const { headers, body } = await send(PATH, { headers: { 'accept-encoding': 'br, gzip' } })
    expect([headers['content-encoding'], headers.vary]).toEqual(['gzip', 'accept-encoding'])
    expect(gunzipSync(body).toString()).toBe(LONG)
  })

  it.each([
    ['the client does not accept it', LONG, {}],
    ['it is short', '{}', { 'accept-encoding': 'gzip' }],
  ])('is not compressed when %s', async (_, text, headers) => {
    const { send } = await serve(text)
    const response = await send(PATH, { headers })
    expect(response.headers['content-encoding']).toBeUndefined()
    expect(response.body.toString()).toBe(text)
  })
})

it.each<[string, string, string]>([
  ['a save', 'PATCH', PATH],
  ['a HEAD request', 'HEAD', PATH],
  ['another endpoint of the room', 'GET', '/api/rooms/show/live'],
  ['a longer path', 'GET', `${PATH}/more`],
  ['an encoded path', 'GET', '/api/rooms/show%2E1/metadata'],
  ['a page', 'GET', '/rooms/show'],
])('%s goes to Next', async (_, method, path) => {
  const { send, calls } = await serve()
  const { status } = await send(path, { method })
  expect([status, calls]).toEqual([200, []])
})
