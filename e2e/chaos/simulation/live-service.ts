import { randomBytes } from 'node:crypto'
import type { Fault } from '@/lib/server/emulator/faults/faults'
import { type EmulatorCall, startEmulator } from '@/lib/server/emulator/server'
import { callLiveApi } from '@/lib/server/engine/testing/call-live-api'

export type WriteStep = 'set' | 'delete'
/** Keys with their new values; null means deleted. */
export type WrittenEntries = ReadonlyMap<string, string | null>

/** A write of a console: when it arrived (epoch ms) and when it changed the room. */
export type RecordedWrite = {
  at: number
  room: string
  step: WriteStep
  written: WrittenEntries
  effects: Effect[]
}
/** One change of one room by one write. `order` counts the effects in all rooms. */
export type Effect = { at: number; order: number; keys: KeyEffect[] }
export type KeyEffect = { key: string; before: string | null; after: string | null }

export type LiveService = {
  settings: { url: string; sdkAppId: number; identifier: string; secretKey: string }
  /** Every write of the consoles, in the order of arrival. */
  writes: readonly RecordedWrite[]
  /** Epoch ms of every call of the consoles, by command. */
  arrivals: ReadonlyMap<string, readonly number[]>
  /** Codes of the gateway's refusals, such as 60007 (too many calls). Injected ones do not count. */
  refusalCodes: readonly number[]
  /** The current entries of each room. */
  rooms: ReadonlyMap<string, ReadonlyMap<string, string>>
  createRoom(id: string, entries: WrittenEntries): Promise<void>
  /** Every effect of a write of an app, in order. */
  appEffects: readonly (Effect & { room: string })[]
  /** Makes a call as an app does. */
  callAsApp(command: string, body: object): Promise<void>
  /** Writes as an app does. */
  writeAsApp(room: string, key: string, value: string): Promise<void>
  close(): Promise<void>
}

/** Prefix of the keys that apps write. Operators never touch them. */
export const APP_KEY_PREFIX = 'app_'

/**
 * The emulator with injected faults. It runs in this process, so its records survive when a console
 * is killed: the time of every call, and the old and new value of every effect.
 */
export async function startLiveService(
  findFault: (command: string, body: Record<string, unknown>) => Fault | undefined,
): Promise<LiveService> {
  const writes: RecordedWrite[] = []
  const appEffects: (Effect & { room: string })[] = []
  const arrivals = new Map<string, number[]>()
  const rooms = new Map<string, Map<string, string>>()
  const refusalCodes: number[] = []
  const writeOfCall = new WeakMap<EmulatorCall, RecordedWrite>()
  let order = 0

  function recordCall(call: EmulatorCall) {
    const { at, command } = call
    const body = call.body as Record<string, unknown>
    if (isSimulatorCall(command, body)) return
    const times = arrivals.get(command) ?? []
    arrivals.set(command, times)
    times.push(at)
    const step = stepOf(command)
    if (!step) return
    const room = String(body.RoomId)
    const write = { at, room, step, written: writtenEntriesOf(body), effects: [] }
    writeOfCall.set(call, write)
    writes.push(write)
  }

  function recordEffect(call: EmulatorCall, body: Record<string, unknown>) {
    const id = String(body.RoomId)
    const room = rooms.get(id) ?? new Map<string, string>()
    rooms.set(id, room)
    const keys = [...writtenEntriesOf(body)].map(([key, after]): KeyEffect => {
      const before = room.get(key) ?? null
      if (after === null) room.delete(key)
      else room.set(key, after)
      return { key, before, after }
    })
    const effect = { at: Date.now(), order: ++order, keys }
    const write = writeOfCall.get(call)
    if (write) write.effects.push(effect)
    else if (keys.length > 0) appEffects.push({ ...effect, room: id })
  }

  // Unique to this run: the key can appear elsewhere only if a console leaks it.
  const secretKey = randomBytes(32).toString('hex')
  const app = { sdkAppId: 1_400_000_009, identifier: 'administrator', secretKey }
  const emulator = await startEmulator({
    ...app,
    findFault: (_, command, body) =>
      isSimulatorCall(command, body) ? undefined : findFault(command, body),
    onCall: recordCall,
    onEffect: recordEffect,
    onRefused: (code) => void refusalCodes.push(code),
  })
  const settings = { ...app, url: emulator.url }

  async function call(command: string, body: object) {
    const reply = await callLiveApi(settings, command, body)
    if (reply.ErrorCode !== 0) throw new Error(`${command}: ${reply.ErrorCode}`)
  }

  /** The reply is ignored: a full room refuses the write, as in production. */
  async function callAsApp(command: string, body: object) {
    await callLiveApi(settings, command, { ...body, Caller: SIMULATOR })
  }

  return {
    settings,
    writes,
    appEffects,
    arrivals,
    refusalCodes,
    rooms,
    async createRoom(id, entries) {
      await call('create_room', { RoomInfo: { RoomId: id, RoomType: 'Live' } })
      rooms.set(id, new Map())
      if (entries.size === 0) return
      const Metadata = [...entries].map(([Key, Value]) => ({ Key, Value }))
      await call('set_room_metadata', { RoomId: id, Metadata, Caller: SIMULATOR })
    },
    callAsApp,
    writeAsApp: (room, key, value) =>
      callAsApp('set_room_metadata', { RoomId: room, Metadata: [{ Key: key, Value: value }] }),
    close: () => emulator.close(),
  }
}

/** The Live API ignores the field `Caller`. It marks the calls that do not come from a console. */
const SIMULATOR = 'chaos'
const isSimulatorCall = (command: string, body: Record<string, unknown>) =>
  body.Caller === SIMULATOR || command === 'create_room'

function stepOf(command: string): WriteStep | null {
  if (command === 'set_room_metadata') return 'set'
  return command === 'del_room_metadata' ? 'delete' : null
}

function writtenEntriesOf(body: Record<string, unknown>): WrittenEntries {
  const setEntries = (body.Metadata ?? []) as { Key: string; Value: string }[]
  const deletedKeys = (body.Keys ?? []) as string[]
  return new Map([
    ...setEntries.map(({ Key, Value }) => [Key, Value] as const),
    ...deletedKeys.map((key) => [key, null] as const),
  ])
}
