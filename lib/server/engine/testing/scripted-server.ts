import 'server-only'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net'

export type Reply = (request: IncomingMessage, response: ServerResponse) => void

/** A server for tests that answers each request with the next reply of its script, the last one again and again. */
export async function scriptedServer(script: readonly Reply[]) {
  const addresses: string[] = []
  const bodies: unknown[] = []
  const server = createServer((request, response) => {
    addresses.push(request.url ?? '')
    const reply = script[Math.min(addresses.length, script.length) - 1]
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.once('end', () => {
      bodies.push(JSON.parse(Buffer.concat(parts).toString()))
      reply?.(request, response)
    })
  })
  const port = await listening(server)
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

/** A server below HTTP: `onSocket` does with each connection what it likes. */
export async function rawServer(onSocket: (socket: Socket, nth: number) => void) {
  const sockets: Socket[] = []
  const server = createTcpServer((socket) => {
    sockets.push(socket.on('error', () => undefined))
    onSocket(socket, sockets.length)
  })
  const port = await listening(server)
  return {
    port,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

/** The signature in the address of a request. */
export const usersigOf = (address = '') =>
  new URLSearchParams(address.split('?')[1]).get('usersig') ?? 'none'

export const answer =
  (body: string | Buffer | object, status = 200, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    const plain = typeof body === 'string' || Buffer.isBuffer(body)
    response.end(plain ? body : JSON.stringify(body))
  }

export const fails = (code: unknown, more: object = {}): Reply =>
  answer({ ActionStatus: 'FAIL', ErrorCode: code, ErrorInfo: 'why', RequestId: 'Id-1', ...more })

export const okay = (more: object = {}): Reply =>
  answer({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', RequestId: 'Id-2', ...more })

export const succeeds = okay({ Response: { Metadata: [{ Key: 'a', Value: '1' }] } })

export const resets: Reply = (_, response) => response.socket?.resetAndDestroy()
export const stalls: Reply = () => undefined
