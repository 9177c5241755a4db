import 'server-only'
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { TextResponse } from '../http/text-response'
import type { RequestHandler } from './http-server'

/** A Next.js route handler of the path `/api/rooms/{slug}/metadata`. */
type RouteHandler = (
  request: Request,
  path: { params: Promise<{ slug: string }> },
) => Promise<Response>

const METADATA_PATH = /^\/api\/rooms\/([\w~-]+)\/metadata(?:\?|$)/
/** Next compresses from this size on. */
const MIN_COMPRESSED_BYTES = 1_024
const compress = promisify(gzip)

/**
 * Calls the route handler that reads a room's metadata without Next in between, which takes longer to
 * find and call it than the handler to respond. No request is as frequent: every editor without an
 * event stream and every script reads in this way. All other requests go to `handle`.
 */
export function withDirectRead(read: RouteHandler, handle: RequestHandler): RequestHandler {
  return async (request, response) => {
    const { method, url = '' } = request
    const slug = method === 'GET' ? METADATA_PATH.exec(url)?.[1] : undefined
    if (slug === undefined) return handle(request, response)
    const result = await read(toWebRequest(request), { params: Promise.resolve({ slug }) })
    for (const [name, value] of result.headers) response.appendHeader(name, value)
    const text = result instanceof TextResponse ? result.content : await result.text()
    response.statusCode = result.status
    response.setHeader('vary', 'accept-encoding')
    if (Buffer.byteLength(text) < MIN_COMPRESSED_BYTES || !acceptsGzip(request)) {
      response.end(text)
      return
    }
    response.setHeader('content-encoding', 'gzip')
    response.end(await compress(text))
  }
}

function toWebRequest({ url, headers: received }: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined) headers.set(name, String(value))
  }
  return new Request(`http://console${url}`, { headers })
}

const acceptsGzip = ({ headers }: IncomingMessage) =>
  /\bgzip\b/.test(headers['accept-encoding']?.toString() ?? '')
