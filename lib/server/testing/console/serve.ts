import 'server-only'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { startOrExit } from '@/lib/server/runtime/startup'

type Params = Record<string, string>
type Handler = (request: Request, path: { params: Promise<Params> }) => Promise<Response>
/** A route file and where it lies: `/api/rooms/[slug]`. */
export type DoorFile = readonly [path: string, handlers: Record<string, unknown>]

/**
 * The doors of the console behind Node's own server, in a process of its own: the same route files and the same start
 * and end as in Next, but up in half a second and without a build. What Next does in between is left to browser tests.
 */
export async function serveDoors(files: readonly DoorFile[]): Promise<void> {
  await startOrExit()
  const doors = files.map(([path, handlers]) => ({ pattern: patternOf(path), path, handlers }))
  // A fixed address before one with a name in it, a catch-all last.
  doors.sort((a, b) => (a.path.replace(/\[/g, '~') < b.path.replace(/\[/g, '~') ? -1 : 1))

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    for (const { pattern, handlers } of doors) {
      const match = pattern.exec(url.pathname)
      const handler = handlers[request.method ?? '']
      if (!match || typeof handler !== 'function') continue
      const params = Promise.resolve({ ...match.groups })
      return send(await (handler as Handler)(requestFrom(request, url), { params }), response)
    }
    response.writeHead(404).end()
  }

  createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error)
      response.destroy()
    })
  }).listen(Number(process.env.PORT), '127.0.0.1')
}

function patternOf(path: string): RegExp {
  const named = path
    .replace(/\[\.\.\.(\w+)\]/g, '(?<$1>.+)')
    .replace(/\[(\w+)\]/g, (_, name: string) => `(?<${name}>[^/]+)`)
  return new RegExp(`^${named}$`)
}

function requestFrom(request: IncomingMessage, url: URL): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
  const { method } = request
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const body = hasBody ? (Readable.toWeb(request) as ReadableStream) : null
  return new Request(url, { method, headers, body, duplex: 'half' } as RequestInit)
}

function send(answer: Response, response: ServerResponse): void {
  for (const [name, value] of answer.headers) {
    if (name !== 'set-cookie') response.setHeader(name, value)
  }
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  response.writeHead(answer.status)
  if (!answer.body) return void response.end()
  const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0])
  // A browser that goes away cancels the answer, as it does in Next.
  response.on('close', () => body.destroy())
  body.on('error', () => response.destroy()).pipe(response)
}
