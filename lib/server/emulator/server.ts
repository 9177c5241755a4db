import 'server-only'
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { commands, rehearse } from './engine'
import { type Fault, misbehave } from './faults'
import { createGateway } from './gateway'
import { practiceRooms } from './practice'
import { type Quirks, strictQuirks } from './quirks'
import { Refusal } from './refusal'
import { openRoomStore } from './room-store'
import { seedRooms } from './seed'
import type { App } from './user-sig'
import { postHook, type WebhookTarget } from './webhooks'

export type EmulatorOptions = App & {
  /** Default: any free port. Always on loopback. */
  port?: number
  /** Keeps the rooms, so that a restart loses nothing; without it they live in memory. */
  file?: string
  /** Fills a new store with the demo's rooms. */
  seed?: boolean
  quirks?: Partial<Quirks>
  webhook?: WebhookTarget
  /** Faults of a test's own, asked before the practice rooms'. */
  fault?: (roomId: string, command: string, body: Record<string, unknown>) => Fault | undefined
  /** Hears of each call that the gateway lets in, of one that it does not, and of the moment in which one has its effect. */
  onCall?: (call: EmulatorCall) => void
  onRefused?: (code: number) => void
  onEffect?: (call: EmulatorCall, body: Record<string, unknown>) => void
  /** Epoch ms. */
  now?: () => number
}

/** One call as the engine saw it, never with its signature; `applied` = it changed a room. */
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

/** Starts the engine's REST contract on loopback, strict as contract §7 says. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { now = Date.now, webhook, fault, onCall, onEffect, onRefused } = options
  const quirks = { ...strictQuirks, ...options.quirks }
  const store = await openRoomStore(options.file, () => (options.seed ? seedRooms(now()) : []))
  const world = { rooms: store.rooms, caller: options.identifier, quirks }
  const gateway = createGateway(options, new Set(Object.keys(commands)), quirks)
  const practice = new Map(practiceRooms().map((room) => [room.id, room]))
  const calls: EmulatorCall[] = []

  function admit(method: string, url: URL, body: Buffer) {
    try {
      return gateway.admit(method, url, body, now())
    } catch (error) {
      if (error instanceof Refusal) onRefused?.(error.code)
      throw error
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<string> {
    const body = await bodyOf(request)
    const url = new URL(request.url ?? '/', 'http://engine')
    const admitted = admit(request.method ?? '', url, body)
    const { command } = admitted
    const call: EmulatorCall = { at: now(), command, body: admitted.body, code: 0, applied: false }
    calls.push(call)
    if (calls.length > KEPT_CALLS) calls.shift()
    onCall?.(call)
    try {
      const roomId = String(admitted.body.RoomId)
      const rehearsed = practice.get(roomId)
      const wrong =
        fault?.(roomId, command, admitted.body) ??
        (rehearsed && rehearse(rehearsed, store.rooms.get(roomId), command, admitted.body, now()))
      if (wrong?.kind === 'refuse') throw new Refusal(wrong.code, wrong.info)
      if (wrong?.kind === 'in-part') {
        await perform(command, cut(admitted.body, wrong.entries), call)
        throw new Refusal(100001, 'internal error')
      }
      const run = () => perform(command, admitted.body, call)
      return await (wrong ? misbehave(wrong, run, response) : run())
    } catch (error) {
      if (error instanceof Refusal) call.code = error.code
      throw error
    }
  }

  async function perform(
    command: string,
    body: Record<string, unknown>,
    call: EmulatorCall,
  ): Promise<string> {
    const effect = commands[command]?.(world, body, now()) ?? {}
    if (effect.changed) {
      call.applied = true
      onEffect?.(call, body)
      await store.flush()
      if (webhook && effect.hook) void postHook(webhook, options.sdkAppId, effect.hook, now())
    }
    return envelope(0, '', effect.response)
  }

  const server = createServer((request, response) => {
    answer(request, response)
      .catch((error: unknown) => {
        if (error instanceof Refusal) return envelope(error.code, error.message)
        return envelope(100001, 'internal error')
      })
      .then((text) => {
        if (response.headersSent || response.destroyed) return
        // HTTP says 200 for every outcome (contract §3).
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

/** The body of a write with the first entries of its list only. */
function cut(body: Record<string, unknown>, entries: number): Record<string, unknown> {
  const lists = Object.entries(body).map(([name, list]) => {
    return [name, Array.isArray(list) ? list.slice(0, entries) : list]
  })
  return Object.fromEntries(lists)
}

/** Gateway failures come without a RequestId (contract §3). */
function envelope(code: number, info: string, response?: unknown): string {
  const gateway = code >= 60_000 && code < 70_000
  return JSON.stringify({
    ActionStatus: code === 0 ? 'OK' : 'FAIL',
    ErrorInfo: info,
    ErrorCode: code,
    ...(gateway
      ? {}
      : { RequestId: `Id-${randomBytes(16).toString('hex')}-O-Seq-${Date.now() % 1_000_000}` }),
    Response: response,
  })
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BODY_BYTES) throw new Refusal(60002, 'HTTP parse Error')
    parts.push(part)
  }
  return Buffer.concat(parts)
}
