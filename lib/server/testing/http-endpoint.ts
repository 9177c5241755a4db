import 'server-only'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { signedInAs } from './people'
import type { RouteHandlers } from './route-handlers'

/**
 * Serves a GET endpoint over HTTP. As in Next, a client that disconnects cancels the body of the
 * response. Returns the address; the server stops with the test.
 */
export async function serveEndpoint(
  route: RouteHandlers,
  params: Record<string, string>,
  cookie?: string,
): Promise<string> {
  const headers = { cookie: cookie ?? (await signedInAs('admin')).cookie }
  const server = createServer(async (incoming, outgoing) => {
    const request = new Request(`http://localhost:3000${incoming.url}`, {
      method: incoming.method,
      headers,
    })
    const response = await route.GET?.(request, { params: Promise.resolve(params) })
    if (!response?.body) return outgoing.writeHead(response?.status ?? 500).end()
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
    outgoing.on('close', () => body.destroy())
    body.on('error', () => outgoing.destroy()).pipe(outgoing)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/**
 * Opens an event stream. `output` grows with it: its text, the names of its events, and whether it
 * has ended.
 */
export async function listen(address: string, headers: Record<string, string> = {}) {
  const controller = new AbortController()
  const response = await fetch(address, { headers, signal: controller.signal })
  const output = { response, events: [] as string[], text: '', ended: false }
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      output.text += decoder.decode(chunk, { stream: true })
      output.events = [...output.text.matchAll(/^event: (.*)$/gm)].map(([, name]) => name ?? '')
    }
    output.ended = true
  }
  read().catch(() => undefined)
  return { output, leave: () => controller.abort() }
}
