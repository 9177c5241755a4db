import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Passes requests on to `origin` and holds each reply back for `delayMs`. */
export async function startDelayingProxy(origin: string) {
  const proxy = { url: '', delayMs: 0, close: () => void server.close() }
  const server = createServer((incoming, response) => {
    const { url, method, headers } = incoming
    const outgoing = request(`${origin}${url}`, { method, headers }, async (reply) => {
      await sleep(proxy.delayMs)
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    })
    outgoing.once('error', () => response.destroy())
    incoming.pipe(outgoing)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return proxy
}
