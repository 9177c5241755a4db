import 'server-only'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net'

export type ReplyHandler = (request: IncomingMessage, response: ServerResponse) => void

/** Starts an HTTP server that uses one handler per request, in order, and repeats the last one. */
export async function startScriptedServer(handlers: readonly ReplyHandler[]) {
  const addresses: string[] = []
  const bodies: unknown[] = []
  const server = createServer((request, response) => {
    addresses.push(request.url ?? '')
    const handler = handlers[Math.min(addresses.length, handlers.length) - 1]
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.once('end', () => {
      bodies.push(JSON.parse(Buffer.concat(parts).toString()))
      handler?.(request, response)
    })
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    addresses,
    bodies,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Starts a TCP server; `nth` counts its connections from 1. */
export async function startTcpServer(onSocket: (socket: Socket, nth: number) => void) {
  const sockets: Socket[] = []
  const server = createTcpServer((socket) => {
    sockets.push(socket.on('error', () => undefined))
    onSocket(socket, sockets.length)
  })
  const port = await listen(server)
  return {
    port,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

/** The signature in a request URL, or `none`. */
export const usersigOf = (address = '') =>
  new URLSearchParams(address.split('?')[1]).get('usersig') ?? 'none'

export const replyWith =
  (
    body: string | Buffer | object,
    status = 200,
    headers: Record<string, string> = {},
  ): ReplyHandler =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body)
    response.end(isRaw ? body : JSON.stringify(body))
  }

export const failureReply = (code: unknown, more: object = {}): ReplyHandler =>
  replyWith({ ActionStatus: 'FAIL', ErrorCode: code, ErrorInfo: 'why', RequestId: 'Id-1', ...more })

export const successReply = (more: object = {}): ReplyHandler =>
  replyWith({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', RequestId: 'Id-2', ...more })

export const metadataReply = successReply({ Response: { Metadata: [{ Key: 'a', Value: '1' }] } })

export const resetConnection: ReplyHandler = (_, response) => response.socket?.resetAndDestroy()
export const noReply: ReplyHandler = () => undefined
