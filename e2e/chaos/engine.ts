import { randomBytes } from 'node:crypto'
import type { Fault } from '@/lib/server/emulator/faults'
import { type EmulatorCall, startEmulator } from '@/lib/server/emulator/server'
import { rawCall } from '@/lib/server/engine/testing/raw-call'

export type Step = 'set' | 'delete'
/** Keys with their new values; null = deleted. */
export type Written = ReadonlyMap<string, string | null>

/** A write as it arrived, and the moments in which it changed the room; times in epoch ms. */
export type EngineWrite = {
  at: number
  room: string
  step: Step
  written: Written
  effects: Effect[]
}
/** What one write did to one room at one moment; `order` counts effects of the whole engine. */
export type Effect = { at: number; order: number; keys: KeyEffect[] }
export type KeyEffect = { key: string; before: string | null; after: string | null }

export type Engine = {
  settings: { url: string; sdkAppId: number; identifier: string; secretKey: string }
  /** Every write of the consoles, in the order of arrival. */
  writes: readonly EngineWrite[]
  /** Epoch ms of every call of the consoles, by command. */
  arrivals: ReadonlyMap<string, readonly number[]>
  /** Codes with which the gateway itself refused, 60007 for too many calls; drawn faults are not among them. */
  refused: readonly number[]
  /** What the rooms hold. */
  rooms: ReadonlyMap<string, ReadonlyMap<string, string>>
  makeRoom(id: string, entries: Written): Promise<void>
  /** An app's own write, which is not one of the consoles'. */
  appWrites(room: string, key: string, value: string): Promise<void>
  close(): Promise<void>
}

/** Keys that apps write, and no operator does. */
export const APP = 'app_'

/**
 * The emulator, strict, with a fault layer in front and a memory that outlives any console: every call with its time,
 * every effect with what stood there before.
 */
export async function startEngine(
  fault: (command: string, body: Record<string, unknown>) => Fault | undefined,
): Promise<Engine> {
  const writes: EngineWrite[] = []
  const arrivals = new Map<string, number[]>()
  const rooms = new Map<string, Map<string, string>>()
  const refused: number[] = []
  const seen = new WeakMap<EmulatorCall, EngineWrite>()
  let order = 0

  function arrived(call: EmulatorCall) {
    const { at, command } = call
    const body = call.body as Record<string, unknown>
    if (isOurs(command, body)) return
    const times = arrivals.get(command) ?? []
    arrivals.set(command, times)
    times.push(at)
    const step = stepOf(command)
    if (!step) return
    const write = { at, room: String(body.RoomId), step, written: writtenIn(body), effects: [] }
    seen.set(call, write)
    writes.push(write)
  }

  function took(call: EmulatorCall, body: Record<string, unknown>) {
    const id = String(body.RoomId)
    const room = rooms.get(id) ?? new Map<string, string>()
    rooms.set(id, room)
    const keys = [...writtenIn(body)].map(([key, after]): KeyEffect => {
      const before = room.get(key) ?? null
      if (after === null) room.delete(key)
      else room.set(key, after)
      return { key, before, after }
    })
    seen.get(call)?.effects.push({ at: Date.now(), order: ++order, keys })
  }

  // Of this run alone, so that wherever it is found it was leaked.
  const secretKey = randomBytes(32).toString('hex')
  const app = { sdkAppId: 1_400_000_009, identifier: 'administrator', secretKey }
  const emulator = await startEmulator({
    ...app,
    fault: (_, command, body) => (isOurs(command, body) ? undefined : fault(command, body)),
    onCall: arrived,
    onEffect: took,
    onRefused: (code) => void refused.push(code),
  })
  const settings = { ...app, url: emulator.url }

  async function call(command: string, body: object) {
    const reply = await rawCall(settings, command, body)
    if (reply.ErrorCode !== 0) throw new Error(`${command}: ${reply.ErrorCode}`)
  }

  return {
    settings,
    writes,
    arrivals,
    refused,
    rooms,
    async makeRoom(id, entries) {
      await call('create_room', { RoomInfo: { RoomId: id, RoomType: 'Live' } })
      rooms.set(id, new Map())
      if (entries.size === 0) return
      const Metadata = [...entries].map(([Key, Value]) => ({ Key, Value }))
      await call('set_room_metadata', { RoomId: id, Metadata, Caller: OURS })
    },
    async appWrites(room, key, value) {
      const Metadata = [{ Key: key, Value: value }]
      // A room that is full takes none of it, as in life.
      await rawCall(settings, 'set_room_metadata', { RoomId: room, Metadata, Caller: OURS })
    },
    close: () => emulator.close(),
  }
}

/** A field that the engine ignores: it tells the calls of apps from those of consoles. */
const OURS = 'chaos'
const isOurs = (command: string, body: Record<string, unknown>) =>
  body.Caller === OURS || command === 'create_room'

function stepOf(command: string): Step | null {
  if (command === 'set_room_metadata') return 'set'
  return command === 'del_room_metadata' ? 'delete' : null
}

function writtenIn(body: Record<string, unknown>): Written {
  const set = (body.Metadata ?? []) as { Key: string; Value: string }[]
  const deleted = (body.Keys ?? []) as string[]
  return new Map([
    ...set.map(({ Key, Value }) => [Key, Value] as const),
    ...deleted.map((key) => [key, null] as const),
  ])
}
