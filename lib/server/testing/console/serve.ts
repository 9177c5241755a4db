import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { type RunningServer, serveOrExit } from '@/lib/server/runtime/startup'

type Params = Record<string, string>
type Handler = (request: Request, path: { params: Promise<Params> }) => Promise<Response>
/** The path of a route file, such as `/api/rooms/[slug]`, and its exports. */
export type RouteFile = readonly [path: string, handlers: Record<string, unknown>]

/**
 * Serves the route files without Next, in a process of its own. HTTP server, startup, shutdown and
 * route files are those of the product, but it starts in half a second without a build. Browser
 * tests cover what Next adds.
 */
export async function serveRoutes(files: readonly RouteFile[]): Promise<RunningServer> {
  const routes = files.map(([path, handlers]) => ({ pattern: patternOf(path), path, handlers }))
  // Fixed paths match before paths with parameters, and a catch-all matches last.
  routes.sort((a, b) => (a.path.replace(/\[/g, '~') < b.path.replace(/\[/g, '~') ? -1 : 1))

  async function respond(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    for (const { pattern, handlers } of routes) {
      const match = pattern.exec(url.pathname)
      const handler = handlers[request.method ?? '']
      if (!match || typeof handler !== 'function') continue
      const params = Promise.resolve({ ...match.groups })
      return send(await (handler as Handler)(requestFrom(request, url), { params }), response)
    }
    response.writeHead(404).end()
  }

  return serveOrExit(respond, { host: '127.0.0.1', port: Number(process.env.PORT) })
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

function send(result: Response, response: ServerResponse): void {
  for (const [name, value] of result.headers) {
    if (name !== 'set-cookie') response.setHeader(name, value)
  }
  const cookies = result.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  response.writeHead(result.status)
  if (!result.body) return void response.end()
  const body = Readable.fromWeb(result.body as Parameters<typeof Readable.fromWeb>[0])
  // As in Next, a browser that disconnects cancels the response.
  response.on('close', () => body.destroy())
  body.on('error', () => response.destroy()).pipe(response)
}
