import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { REMOTE_ADDRESS_HEADER } from '../auth/request-identity'
import {
  createHttpServer,
  type HttpServerDeps,
  REQUEST_TIMEOUTS,
  type RequestHandler,
} from './http-server'

type Options = { hosts?: readonly string[] | null; timeouts?: typeof REQUEST_TIMEOUTS }

/** Serves `handle` behind the server and returns its URL and what it logs at level error. */
async function serve(handle: RequestHandler, { hosts = null, timeouts }: Options = {}) {
  const errors: unknown[] = []
  const deps = {
    config: { origins: ['https://console.example'], hosts },
    auth: { identify: () => ({ token: null }) },
    log: { debug: () => undefined, error: (line: object) => errors.push(line) },
    metrics: { countProblem: () => undefined },
  }
  const server = createHttpServer(deps as unknown as HttpServerDeps, handle, timeouts)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, errors }
}

/** Sends text as it is and resolves to everything that comes back until the connection ends. */
async function sendRaw(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(request)
  return text(socket)
}

const respondOk: RequestHandler = async (request, response) => {
  request.resume()
  await once(request, 'end')
  response.end('ok')
}
const get = (path: string, ...lines: string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: a', 'Connection: close', ...lines, '', ''].join('\r\n')

it('passes on the address of the connection and drops one that the client sends', async () => {
  const { url } = await serve(async (request, response) => {
    response.end(request.headers[REMOTE_ADDRESS_HEADER])
  })
  const response = await fetch(url, { headers: { [REMOTE_ADDRESS_HEADER]: '198.51.100.1' } })
  expect(await response.text()).toBe('127.0.0.1')
})

it('responds with console.failed when the handler fails, and logs the cause', async () => {
  const cause = new Error('broken')
  const { url, errors } = await serve(() => Promise.reject(cause))
  const response = await fetch(url)
  const { error } = envelopeSchema.parse(await response.json())
  expect([response.status, error.code]).toEqual([500, 'console.failed'])
  expect(errors).toMatchObject([{ ref: error.ref, code: 'console.failed', err: cause }])
})

it('ends the connection when the handler fails after it sent the headers', async () => {
  const { url } = await serve(async (_, response) => {
    response.writeHead(200, { 'content-length': '5' }).flushHeaders()
    throw new Error('broken')
  })
  const response = await fetch(url)
  await expect(response.text()).rejects.toThrow()
})

it('lets a stranger write no line at level error', async () => {
  const { port, errors } = await serve(respondOk, { hosts: ['console.example'] })
  for (const request of [get('/'), get('/%zz'), get('/').replace('GET', 'TRACE'), 'no HTTP']) {
    await sendRaw(port, `${request}\r\n\r\n`)
  }
  expect(errors).toEqual([])
})

describe('a page at an address that is not configured', () => {
  const hosts = ['console.example']
  const configured = 'https://console.example'

  it.each([
    ['en', 'You opened this console at https://other.internal'],
    ['zh-CN', '您打开的地址是 https://other.internal'],
  ])('names both addresses and links to the right one: %s', async (language, message) => {
    const { port } = await serve(respondOk, { hosts })
    const request = get('/rooms', `Accept-Language: ${language}`).replace('a\r', 'other.internal\r')
    const response = await sendRaw(port, request)
    expect(response).toContain('content-type: text/html; charset=utf-8')
    expect(response).toContain(message)
    expect(response).toContain(`<a href="${configured}">`)
  })

  it('does not repeat a host that is none', async () => {
    const { port } = await serve(respondOk, { hosts })
    const response = await sendRaw(port, get('/rooms').replace('a\r', '<script>\r'))
    expect(response).not.toContain('<script>')
    expect(response).toContain('https://unknown')
  })

  it('gets JSON from an endpoint', async () => {
    const { url } = await serve(respondOk, { hosts })
    const { error } = envelopeSchema.parse(await (await fetch(`${url}/api/rooms`)).json())
    expect(error).toMatchObject({ code: 'request.wrong-host', params: { configured } })
  })
})

describe('every response has the base headers', () => {
  it.each<[string, number, string, RequestHandler]>([
    ['of the handler', 200, get('/'), respondOk],
    ['of a handler that failed', 500, get('/'), () => Promise.reject(new Error('broken'))],
    ['of the guard', 400, get('/%zz'), respondOk],
    ['to a request that is no HTTP', 400, 'no HTTP\r\n\r\n', respondOk],
    ['to too many headers', 431, get('/', `X: ${'x'.repeat(20_000)}`), respondOk],
    ['to a request without Host', 400, 'GET / HTTP/1.1\r\n\r\n', respondOk],
    ['to an unknown expectation', 200, get('/', 'Expect: nothing'), respondOk],
  ])('%s', async (_, status, request, handle) => {
    const { port } = await serve(handle)
    const response = await sendRaw(port, request)
    expect(response).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    const head = response.split('\r\n\r\n', 1)[0]?.toLowerCase().split('\r\n')
    expect(head).toEqual(
      expect.arrayContaining([
        expect.stringContaining("content-security-policy: default-src 'none'"),
        expect.stringContaining('strict-transport-security: max-age='),
        'x-content-type-options: nosniff',
        'x-frame-options: deny',
        'referrer-policy: same-origin',
        'cross-origin-opener-policy: same-origin',
        'cross-origin-resource-policy: same-origin',
      ]),
    )
  })
})

describe('a client that sends slowly', () => {
  const timeouts = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 }

  it('is disconnected when its headers take too long', async () => {
    const { port } = await serve(respondOk, { timeouts })
    expect(await sendRaw(port, 'GET / HTTP/1.1\r\nHost: a\r\n')).toMatch(/^HTTP\/1.1 408 /)
  })

  it('is disconnected when its body takes too long', async () => {
    const { port } = await serve(respondOk, { timeouts })
    const request = 'POST /api/rooms HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nslow'
    expect(await sendRaw(port, request)).toMatch(/^HTTP\/1.1 408 /)
  })

  it('is disconnected without a second status when a response has started', async () => {
    const { port } = await serve(async (_, response) => void response.write('begun'), { timeouts })
    const request = 'POST /api/rooms HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nslow'
    const response = await sendRaw(port, request)
    expect(response.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200'])
  })

  it('may read an event stream for longer', async () => {
    const { port } = await serve(
      async (_, response) => {
        response.write('begun ')
        setTimeout(() => response.end('ended'), 400)
      },
      { timeouts },
    )
    expect(await sendRaw(port, get('/api/rooms/r/events'))).toContain('ended')
  })

  it('is disconnected within 30 s', () => {
    const { headersTimeout, requestTimeout, connectionsCheckingInterval } = REQUEST_TIMEOUTS
    const longest = Math.max(headersTimeout, requestTimeout) + connectionsCheckingInterval
    expect(longest).toBeLessThan(30_000)
  })
})
