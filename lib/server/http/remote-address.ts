import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { PEER_HEADER } from '../auth/request-identity'

/**
 * To be called before the first request. Next hands route handlers no connection, and passes on whatever a client
 * claims in `X-Forwarded-For`: so the address of the connection is put under a name of ours before Next sees the request.
 */
export function tagRemoteAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? ''
  })
}
