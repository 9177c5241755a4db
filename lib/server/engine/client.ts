import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Room } from '@/lib/shared/metadata/room'
import type { CallOptions } from './call'
import type { Command } from './commands'
import { addEntryProblem } from './entry-problems'
import {
  type CallGuard,
  type CallPriority,
  createCallGuard,
  type HoldReason,
} from './resilience/call-guard'
import { DEFAULT_QPS } from './resilience/rate-limits'
import { retryPolicy } from './resilience/retry-policy'
import { createSender } from './send'
import { TIMINGS, type Timings } from './timings'
import {
  type AttemptRecord,
  createHttpCaller,
  type EngineRequest,
  type EngineSettings,
} from './transport/http-caller'
import { parseEntries, parseRoom, parseRoomList } from './wire'
import type { WriteResult } from './write-result'

/**
 * The Live API in the types of this project. Reads throw a {@link Problem}; writes resolve to a
 * {@link WriteResult} and are retried only if an attempt certainly had no effect. An empty list or
 * a repeated key is a bug of the caller and throws an Error.
 */
export type EngineClient = {
  /**
   * One page of public rooms. `count` is at most 20; `cursor` is empty for the first page, `next`
   * after the last one. See docs/live-api.md#get_room_list.
   */
  listRooms(
    input: { cursor: string; count: number },
    call: CallOptions,
  ): Promise<{ rooms: Room[]; next: string }>
  readRoom(roomId: string, call: CallOptions): Promise<Room>
  /** All entries, sorted by key. */
  readMetadata(roomId: string, call: CallOptions): Promise<Entry[]>
  setMetadata(roomId: string, entries: readonly Entry[], call: CallOptions): Promise<WriteResult>
  deleteMetadata(roomId: string, keys: readonly string[], call: CallOptions): Promise<WriteResult>
  /**
   * Resolves when a save may start; waits in the request queue like one read. Throws the problem of
   * the call guard, so that no save starts whose calls would be refused.
   */
  admitSave(requester: string, options?: Pick<CallPriority, 'isBackground'>): Promise<void>
  /**
   * Makes one harmless call, even while calls are halted. It is repeated only with a new signature.
   * `wasSent` is false if nothing left this process.
   */
  testConnection(call: CallOptions): Promise<{ wasSent: boolean; problem: Problem | null }>
  /** The current state of rate limits, queue, circuit breaker and configuration halt. */
  guard: Pick<CallGuard, 'countWaiting' | 'perSecond' | 'state'>
  /** Resolves when the running calls have ended. */
  close(): Promise<void>
}

/**
 * `onAttempt` runs after every attempt, `onHeld` for each call that our own limits held back;
 * neither may throw. `now` in epoch ms, for signatures only; `clock` in ms, monotonic, as the
 * deadlines of calls; `random` in [0, 1); `qps` as LIVE_ENGINE_QPS.
 */
type EngineClientOptions = {
  onAttempt?: (attempt: AttemptRecord) => void
  onHeld?: (command: Command, reason: HoldReason) => void
  now?: () => number
  clock?: () => number
  random?: () => number
  timings?: Timings
  qps?: number
}

/** Throws an Error if the settings can never work. */
export function createEngineClient(
  settings: EngineSettings,
  options: EngineClientOptions = {},
): EngineClient {
  const { onAttempt = () => undefined, onHeld = () => undefined, now = Date.now } = options
  const { clock = () => performance.now(), random = Math.random } = options
  const { timings = TIMINGS, qps = DEFAULT_QPS } = options
  const { connectMs } = timings
  const caller = createHttpCaller(settings, { onAttempt, now, random, connectMs })
  const guard = createCallGuard(qps, onHeld, clock)
  const send = createSender(caller, guard, { clock, random, timings })

  async function read<T>(request: EngineRequest<T>, call: CallOptions): Promise<T> {
    const { result } = await send('read', request, call)
    if (result.class !== 'ok') throw result.problem
    return result.value
  }

  async function write(
    request: Omit<EngineRequest<true>, 'parse'>,
    call: CallOptions,
  ): Promise<WriteResult> {
    const { result, startedAt } = await send('write', { ...request, parse: () => true }, call)
    if (result.class === 'ok') return { result: 'accepted', engine: result.engine }
    const { problem } = result
    if (retryPolicy[result.class].write === 'unknown')
      return { result: 'unknown', problem, startedAt }
    return { result: 'refused', problem }
  }

  return {
    listRooms({ cursor, count }, call) {
      const body = { Next: cursor, Count: count }
      return read({ command: 'get_room_list', body, parse: parseRoomList }, call)
    },
    readRoom(roomId, call) {
      const body = { RoomId: roomId }
      return read({ command: 'get_room_info', body, parse: parseRoom }, call)
    },
    readMetadata(roomId, call) {
      // The field is required, and an empty list means every key:
      // docs/live-api.md#get_room_metadata.
      const body = { RoomId: roomId, Keys: [] }
      return read({ command: 'get_room_metadata', body, parse: parseEntries }, call)
    },
    async setMetadata(roomId, entries, call) {
      assertDistinct(entries.map(({ key }) => key))
      const Metadata = entries.map(({ key, value }) => ({ Key: key, Value: value }))
      const body = { RoomId: roomId, Metadata }
      return addEntryProblem(await write({ command: 'set_room_metadata', body }, call), entries)
    },
    async deleteMetadata(roomId, keys, call) {
      assertDistinct(keys)
      const body = { RoomId: roomId, Keys: keys }
      const result = await write({ command: 'del_room_metadata', body }, call)
      return addEntryProblem(
        result,
        keys.map((key) => ({ key, value: '' })),
      )
    },
    async admitSave(requester, { isBackground } = {}) {
      const problem = await guard.admit('get_room_metadata', { requester, isBackground })
      if (problem) throw problem
    },
    async testConnection(call) {
      const body = { Next: '', Count: 1 }
      const request = { command: 'get_room_list', body, parse: parseRoomList } as const
      const { result } = await send('read', request, { ...call, isConnectionTest: true })
      const wasSent = result.class !== 'withheld' && result.class !== 'no-time'
      return { wasSent, problem: result.class === 'ok' ? null : result.problem }
    },
    guard,
    close: caller.close,
  }
}

/**
 * Nothing documents the effect of an empty list or a repeated key, so neither is ever sent.
 * See docs/live-api.md#contradictions-and-gaps, rows 9 and 11.
 */
function assertDistinct(keys: readonly string[]): void {
  if (keys.length === 0) throw new Error('an empty list must not be sent')
  if (new Set(keys).size < keys.length) throw new Error('a key must not be sent twice')
}
