import 'server-only'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import type { Door } from './endpoints'
import { as } from './people'

/** A GET door behind a real server, as Next serves it: the answer's body is cancelled when the browser goes away. */
export async function serveDoor(
  door: Door,
  params: Record<string, string>,
  cookie?: string,
): Promise<string> {
  const headers = { cookie: cookie ?? (await as('admin')).cookie }
  const server = createServer(async (request, response) => {
    const asked = new Request(`http://localhost:3000${request.url}`, {
      method: request.method,
      headers,
    })
    const answer = await door.GET?.(asked, { params: Promise.resolve(params) })
    if (!answer?.body) return response.writeHead(answer?.status ?? 500).end()
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0])
    response.on('close', () => body.destroy())
    body.on('error', () => response.destroy()).pipe(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An open event stream: the names of its events so far, and whether it has ended. */
export async function listen(address: string, headers: Record<string, string> = {}) {
  const gone = new AbortController()
  const response = await fetch(address, { headers, signal: gone.signal })
  const told = { response, events: [] as string[], text: '', ended: false }
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      told.text += decoder.decode(chunk, { stream: true })
      told.events = [...told.text.matchAll(/^event: (.*)$/gm)].map(([, name]) => name ?? '')
    }
    told.ended = true
  }
  read().catch(() => undefined)
  return { told, leave: () => gone.abort() }
}
