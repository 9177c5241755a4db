import 'server-only'
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { commands } from './commands/commands'
import { type ContractVariants, strictVariants } from './commands/contract-variants'
import { applyFault, type Fault } from './faults/faults'
import { createPracticeRooms, findPracticeFault } from './faults/practice-rooms'
import { createGateway } from './gateway/gateway'
import type { AppCredentials } from './gateway/user-sig'
import { Refusal } from './refusal'
import { openRoomStore } from './room-store'
import { createSeedRooms } from './seed/seed-rooms'
import { postWebhook, type WebhookTarget } from './webhooks'

type Body = Record<string, unknown>
type MaybePromise<T> = T | Promise<T>

export type EmulatorOptions = AppCredentials & {
  /** Default: any free port. The emulator always listens on loopback. */
  port?: number
  /** Keeps the rooms across restarts; without it they live in memory. */
  file?: string
  /** Fills a new store with the demo rooms. */
  seed?: boolean
  variants?: Partial<ContractVariants>
  webhook?: WebhookTarget
  /** Returns the fault for a call of a test; takes precedence over practice rooms. */
  findFault?: (roomId: string, command: string, body: Body) => MaybePromise<Fault | undefined>
  /** Runs for each call that passes the gateway. */
  onCall?: (call: EmulatorCall) => void
  /** Runs for each call that the gateway refuses. */
  onRefused?: (code: number) => void
  /** Runs at the moment a call changes a room. */
  onEffect?: (call: EmulatorCall, body: Body) => void
  /** Epoch ms. */
  now?: () => number
  /** Counts the calls of a second; ms, monotonic. */
  clock?: () => number
}

/** A call without its signature; `applied` is true once it has changed a room. */
export type EmulatorCall = {
  at: number
  command: string
  body: unknown
  code: number
  applied: boolean
}

export type Emulator = {
  url: string
  port: number
  /** The last 10,000 calls. */
  calls: readonly EmulatorCall[]
  close(): Promise<void>
}

const KEPT_CALLS = 10_000
const MAX_BODY_BYTES = 1024 * 1024

/** Starts a server that follows the Live API strictly: docs/live-api.md#contradictions-and-gaps. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { now = Date.now, clock = () => performance.now() } = options
  const { webhook, findFault, onCall, onEffect, onRefused } = options
  const store = await openRoomStore(options.file, () =>
    options.seed ? createSeedRooms(now()) : [],
  )
  const variants = { ...strictVariants, ...options.variants }
  const state = { rooms: store.rooms, caller: options.identifier, variants }
  const gateway = createGateway(options, new Set(Object.keys(commands)), clock)
  const practiceRooms = new Map(createPracticeRooms().map((room) => [room.id, room]))
  const calls: EmulatorCall[] = []

  function admit(method: string, url: URL, body: Buffer) {
    try {
      return gateway.admit(method, url, body, now())
    } catch (error) {
      if (error instanceof Refusal) onRefused?.(error.code)
      throw error
    }
  }

  /** Returns the body of the reply, or '' if a fault has already replied. */
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<string> {
    const bytes = await readBody(request)
    const url = new URL(request.url ?? '/', 'http://localhost')
    const { command, body } = admit(request.method ?? '', url, bytes)
    const call: EmulatorCall = { at: now(), command, body, code: 0, applied: false }
    calls.push(call)
    if (calls.length > KEPT_CALLS) calls.shift()
    onCall?.(call)
    try {
      const roomId = String(body.RoomId)
      const practice = practiceRooms.get(roomId)
      const fault =
        (await findFault?.(roomId, command, body)) ??
        (practice && findPracticeFault(practice, store.rooms.get(roomId), command, body, now()))
      if (fault?.kind === 'refuse') throw new Refusal(fault.code, fault.info)
      if (fault?.kind === 'apply-in-part') {
        await runCommand(command, keepFirstEntries(body, fault.entries), call)
        throw new Refusal(100001, 'internal error')
      }
      const run = () => runCommand(command, body, call)
      return await (fault ? applyFault(fault, run, response) : run())
    } catch (error) {
      if (error instanceof Refusal) call.code = error.code
      throw error
    }
  }

  async function runCommand(command: string, body: Body, call: EmulatorCall): Promise<string> {
    const result = commands[command]?.(state, body, now()) ?? {}
    if (result.hasChanged) {
      call.applied = true
      onEffect?.(call, body)
      await store.flush()
      if (webhook && result.webhook)
        void postWebhook(webhook, options.sdkAppId, result.webhook, now())
    }
    return createEnvelope(0, '', result.response)
  }

  const server = createServer((request, response) => {
    handle(request, response)
      .catch((error: unknown) => {
        if (error instanceof Refusal) return createEnvelope(error.code, error.message)
        return createEnvelope(100001, 'internal error')
      })
      .then((text) => {
        if (response.headersSent || response.destroyed) return
        // The HTTP status is 200 for every outcome: docs/live-api.md#rest-rules.
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(text)
      })
  })
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(options.port ?? 0, '127.0.0.1', done)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    calls,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Cuts every list in the body of a write to its first entries. */
function keepFirstEntries(body: Body, entries: number): Body {
  const fields = Object.entries(body).map(([field, value]) => {
    return [field, Array.isArray(value) ? value.slice(0, entries) : value]
  })
  return Object.fromEntries(fields)
}

/** Gateway failures have no RequestId: docs/live-api.md#rest-rules. */
function createEnvelope(code: number, info: string, response?: unknown): string {
  const isGatewayFailure = code >= 60_000 && code < 70_000
  return JSON.stringify({
    ActionStatus: code === 0 ? 'OK' : 'FAIL',
    ErrorInfo: info,
    ErrorCode: code,
    ...(isGatewayFailure
      ? {}
      : { RequestId: `Id-${randomBytes(16).toString('hex')}-O-Seq-${Date.now() % 1_000_000}` }),
    Response: response,
  })
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BODY_BYTES) throw new Refusal(60002, 'HTTP parse Error')
    parts.push(part)
  }
  return Buffer.concat(parts)
}
