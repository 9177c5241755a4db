import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { REMOTE_ADDRESS_HEADER } from '../auth/request-identity'

/**
 * Puts the socket's address into a private header before Next sees the request. Next gives route
 * handlers no socket and passes on any `X-Forwarded-For` that a client sends. Call it before the
 * server receives its first request.
 */
export function tagRemoteAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[REMOTE_ADDRESS_HEADER] = request.socket.remoteAddress ?? ''
  })
}
