import 'server-only'
import { type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Responds to requests that are no HTTP or arrive too slowly. Node's own response to them has none
 * of our headers.
 */
export function handleProtocolErrors(
  server: Server,
  baseHeaders: Readonly<Record<string, string>>,
): void {
  const responses = new WeakMap<Duplex, ServerResponse>()
  server.on('request', (request, response) => void responses.set(request.socket, response))
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket) => {
    const response = responses.get(socket)
    const isMidResponse = response?.headersSent === true && !response.writableFinished
    if (code === 'ECONNRESET' || !socket.writable || isMidResponse) return void socket.destroy()
    const status = STATUS_BY_CODE[code] ?? 400
    const headers = { ...baseHeaders, connection: 'close', 'content-length': '0' }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', '']
    socket.end(head.join('\r\n'), () => socket.destroy())
  })
}
