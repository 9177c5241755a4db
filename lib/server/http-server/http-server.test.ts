import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { REMOTE_ADDRESS_HEADER } from '../auth/request-identity'
import { createHttpServer, type HttpServerDeps, type RequestHandler } from './http-server'

/** Serves `handle` behind the server and returns its URL and what it logs at level error. */
async function serve(handle: RequestHandler) {
  const errors: unknown[] = []
  const deps = {
    auth: { identify: () => ({ token: null }) },
    log: { debug: () => undefined, error: (line: object) => errors.push(line) },
    metrics: { countProblem: () => undefined },
  }
  const server = createHttpServer(deps as unknown as HttpServerDeps, handle)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, errors }
}

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
