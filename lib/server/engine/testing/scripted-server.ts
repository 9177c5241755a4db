import 'server-only'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Reply = (request: IncomingMessage, response: ServerResponse) => void

/** A server for tests that answers each request with the next reply of its script, the last one again and again. */
export async function scriptedServer(script: readonly Reply[]) {
  const addresses: string[] = []
  const server = createServer((request, response) => {
    addresses.push(request.url ?? '')
    request
      .resume()
      .once('end', () => script[Math.min(addresses.length, script.length) - 1]?.(request, response))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    addresses,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export const answer =
  (body: string | object, status = 200, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

export const fails = (code: unknown, more: object = {}): Reply =>
  answer({ ActionStatus: 'FAIL', ErrorCode: code, ErrorInfo: 'why', RequestId: 'Id-1', ...more })

export const succeeds: Reply = answer({
  ActionStatus: 'OK',
  ErrorCode: 0,
  ErrorInfo: '',
  RequestId: 'Id-2',
  Response: { Metadata: [{ Key: 'a', Value: '1' }] },
})

export const resets: Reply = (_, response) => response.socket?.resetAndDestroy()
export const stalls: Reply = () => undefined
