import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Room } from '@/lib/shared/metadata/room'
import type { CallOptions } from './call'
import { pointAtEntry } from './entry-problems'
import { TIMINGS, type Timings } from './resilience/back-off'
import { createGate, type Gate, type HeldBy } from './resilience/call-guard'
import { DEFAULT_QPS } from './resilience/limits'
import { steps } from './resilience/retry-policy'
import { createAsk } from './send'
import {
  type Command,
  createCaller,
  type EngineCall,
  type EngineSettings,
  type Question,
} from './transport/http-caller'
import { entriesOf, roomOf, roomsOf } from './wire'
import type { WriteResult } from './write-result'

/**
 * The engine in our words. Reads throw a {@link Problem}; writes answer with one, and go out again only where an
 * attempt certainly had no effect. An empty list or a key named twice is a mistake of the caller's: an Error.
 */
export type EngineClient = {
  /** `count` is at most 20; `cursor` and `next` are empty at the beginning and the end (contract §2.1). */
  listRooms(
    input: { cursor: string; count: number },
    call: CallOptions,
  ): Promise<{ rooms: Room[]; next: string }>
  readRoom(roomId: string, call: CallOptions): Promise<Room>
  /** All entries, by key. */
  readMetadata(roomId: string, call: CallOptions): Promise<Entry[]>
  setMetadata(roomId: string, entries: readonly Entry[], call: CallOptions): Promise<WriteResult>
  deleteMetadata(roomId: string, keys: readonly string[], call: CallOptions): Promise<WriteResult>
  /**
   * Whether a save may begin now: waits its turn in the line, as the read would that it costs. Throws the problem of
   * the gate at once, so that nothing is begun that could not be done.
   */
  admitSave(by: string): Promise<void>
  /** One harmless call, made once and also while calls have stopped; `asked` false: even so none could leave. */
  test(call: CallOptions): Promise<{ asked: boolean; problem: Problem | null }>
  /** Limiters, waiting line, breaker and stop as they are now. */
  gate: Pick<Gate, 'waiting' | 'perSecond' | 'state'>
  /** Waits for calls under way. */
  close(): Promise<void>
}

/**
 * `onCall` hears of every attempt, `onHeld` of each call that our own limits kept back; neither may throw. `now` in
 * epoch ms; `clock` in ms, never going back; `random` in [0, 1); `qps` as LIVE_ENGINE_QPS.
 */
type Options = {
  onCall?: (call: EngineCall) => void
  onHeld?: (command: Command, by: HeldBy) => void
  now?: () => number
  clock?: () => number
  random?: () => number
  timings?: Timings
  qps?: number
}

export function createEngineClient(settings: EngineSettings, options: Options = {}): EngineClient {
  const { onCall = () => undefined, onHeld = () => undefined, now = Date.now } = options
  const { clock = () => performance.now(), random = Math.random } = options
  const { timings = TIMINGS, qps = DEFAULT_QPS } = options
  const caller = createCaller(settings, { onCall, now, random, connectMs: timings.connect })
  const gate = createGate(qps, onHeld, clock)
  const ask = createAsk(caller, gate, { now, random, timings })

  async function read<T>(question: Question<T>, call: CallOptions): Promise<T> {
    const { answer } = await ask('read', question, call)
    if (answer.class !== 'ok') throw answer.problem
    return answer.value
  }

  async function write(
    question: Omit<Question<true>, 'parse'>,
    call: CallOptions,
  ): Promise<WriteResult> {
    const { answer, startedAt } = await ask('write', { ...question, parse: () => true }, call)
    if (answer.class === 'ok') return { result: 'accepted', engine: answer.word }
    const { problem } = answer
    if (steps[answer.class].write === 'unknown') return { result: 'unknown', problem, startedAt }
    return { result: 'refused', problem }
  }

  return {
    listRooms: ({ cursor, count }, call) =>
      read(
        { command: 'get_room_list', body: { Next: cursor, Count: count }, parse: roomsOf },
        call,
      ),
    readRoom: (roomId, call) =>
      read({ command: 'get_room_info', body: { RoomId: roomId }, parse: roomOf }, call),
    readMetadata(roomId, call) {
      // An empty list asks for every key; left out, the field would be missing (contract §1.3).
      const body = { RoomId: roomId, Keys: [] }
      return read({ command: 'get_room_metadata', body, parse: entriesOf }, call)
    },
    async setMetadata(roomId, entries, call) {
      assertDistinct(entries.map(({ key }) => key))
      const Metadata = entries.map(({ key, value }) => ({ Key: key, Value: value }))
      const body = { RoomId: roomId, Metadata }
      return pointAtEntry(await write({ command: 'set_room_metadata', body }, call), entries)
    },
    async deleteMetadata(roomId, keys, call) {
      assertDistinct(keys)
      const result = await write(
        { command: 'del_room_metadata', body: { RoomId: roomId, Keys: keys } },
        call,
      )
      return pointAtEntry(
        result,
        keys.map((key) => ({ key, value: '' })),
      )
    },
    async admitSave(by) {
      const { problem } = await gate.admit('get_room_metadata', { by })
      if (problem) throw problem
    },
    async test(call) {
      const body = { Next: '', Count: 1 }
      const question = { command: 'get_room_list', body, parse: roomsOf } as const
      const { answer } = await ask('read', question, { ...call, test: true })
      const asked = answer.class !== 'withheld' && answer.class !== 'no-time'
      return { asked, problem: answer.class === 'ok' ? null : answer.problem }
    },
    gate,
    close: caller.close,
  }
}

/** What an empty list or a key named twice would do is not documented (contract §7 #9, #11): never sent. */
function assertDistinct(keys: readonly string[]): void {
  if (keys.length === 0) throw new Error('an empty list must not be sent')
  if (new Set(keys).size < keys.length) throw new Error('a key must not be sent twice')
}
