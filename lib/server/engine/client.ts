import 'server-only'
import type { Entry } from '@/lib/shared/entry'
import { Problem } from '@/lib/shared/problem'
import type { EngineWord } from '@/lib/shared/problems'
import type { Room } from '@/lib/shared/room'
import { problemOfClass, steps } from './answers'
import {
  type Answer,
  type Command,
  createCaller,
  type EngineCall,
  type EngineSettings,
} from './caller'
import { pointAtEntry } from './entry-problems'
import { entriesOf, roomOf, roomsOf } from './wire'

/** `deadline` in epoch ms; `ref` finds the log lines. */
export type CallOptions = { deadline: number; ref: string }

/** What may be believed of a write. `startedAt` is the last attempt's start, epoch ms. */
export type WriteResult =
  | { result: 'accepted'; engine: EngineWord }
  | { result: 'refused'; problem: Problem }
  | { result: 'unknown'; problem: Problem; startedAt: number }

/** The engine in our words. Reads throw a {@link Problem}; writes never throw and are never repeated unless certainly without effect. */
export type EngineClient = {
  /** `cursor` and `next` are empty at the beginning and the end. */
  listRooms(
    input: { cursor: string; count: number },
    call: CallOptions,
  ): Promise<{ rooms: Room[]; next: string }>
  readRoom(roomId: string, call: CallOptions): Promise<Room>
  /** All entries, by key. */
  readMetadata(roomId: string, call: CallOptions): Promise<Entry[]>
  setMetadata(roomId: string, entries: readonly Entry[], call: CallOptions): Promise<WriteResult>
  deleteMetadata(roomId: string, keys: readonly string[], call: CallOptions): Promise<WriteResult>
  close(): Promise<void>
}

/** Milliseconds; see faults §4. Tests make them short. */
export type Timings = {
  attempt: number
  least: number
  short: number
  long: number
  longest: number
}

const TIMINGS: Timings = { attempt: 4_000, least: 500, short: 50, long: 1_000, longest: 5_000 }
const MAX_ATTEMPTS = 3

type Options = { onCall?: (call: EngineCall) => void; now?: () => number; timings?: Timings }

export function createEngineClient(settings: EngineSettings, options: Options = {}): EngineClient {
  const { onCall = () => undefined, now = Date.now, timings = TIMINGS } = options
  const caller = createCaller(settings, onCall, now)

  /** Tries a command as often as the table of `answers.ts` and the deadline allow; the one place of retries. */
  async function run(
    kind: 'read' | 'write',
    command: Command,
    body: object,
    { deadline, ref }: CallOptions,
  ) {
    let answer: Answer = {
      class: 'no-time',
      problem: new Problem(problemOfClass['no-time']),
      sig: '',
    }
    let startedAt = now()
    let resigned = false
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const left = deadline - now()
      if (left < timings.least) break
      startedAt = now()
      const timeoutMs = Math.min(timings.attempt, left)
      answer = await caller.attempt(command, body, { ref, attempt, timeoutMs })
      const step = steps[answer.class]
      const next = step[kind]
      if (next === 'resign-once' && !resigned) {
        resigned = true
        caller.renew(answer.sig)
      } else if (next !== 'retry' && !(next === 'retry-once' && attempt === 1)) break
      if (step.pause !== 'none')
        await pause(backOff(step.pause, attempt, timings), deadline - now())
    }
    return { answer, startedAt }
  }

  async function read<T>(
    command: Command,
    body: object,
    parse: (response: unknown) => T | null,
    call: CallOptions,
  ) {
    const { answer } = await run('read', command, body, call)
    if (answer.class !== 'ok') throw answer.problem
    const value = parse(answer.response)
    if (value === null) throw new Problem('engine.garbled', { engine: answer.word })
    return value
  }

  async function write(command: Command, body: object, call: CallOptions): Promise<WriteResult> {
    const { answer, startedAt } = await run('write', command, body, call)
    if (answer.class === 'ok') return { result: 'accepted', engine: answer.word }
    const { problem } = answer
    if (steps[answer.class].write === 'unknown') return { result: 'unknown', problem, startedAt }
    return { result: 'refused', problem }
  }

  return {
    listRooms: ({ cursor, count }, call) =>
      read('get_room_list', { Next: cursor, Count: count }, roomsOf, call),
    readRoom: (roomId, call) => read('get_room_info', { RoomId: roomId }, roomOf, call),
    // An empty list asks for every key; left out, the field would be missing (contract §1.3).
    readMetadata: (roomId, call) =>
      read('get_room_metadata', { RoomId: roomId, Keys: [] }, entriesOf, call),
    async setMetadata(roomId, entries, call) {
      assertDistinct(entries.map(({ key }) => key))
      const Metadata = entries.map(({ key, value }) => ({ Key: key, Value: value }))
      return pointAtEntry(
        await write('set_room_metadata', { RoomId: roomId, Metadata }, call),
        entries,
      )
    },
    async deleteMetadata(roomId, keys, call) {
      assertDistinct(keys)
      return write('del_room_metadata', { RoomId: roomId, Keys: keys }, call)
    },
    close: () => caller.close(),
  }
}

/** What an empty list or a key named twice would do is not documented (contract §7 #9, #11): never sent. */
function assertDistinct(keys: readonly string[]): void {
  if (keys.length === 0) throw new Error('an empty list must not be sent')
  if (new Set(keys).size < keys.length) throw new Error('a key must not be sent twice')
}

/** Full jitter; after a rate code around a second, since the limit is counted by the second. */
function backOff(kind: 'short' | 'long', attempt: number, timings: Timings): number {
  const ceiling = Math.min(timings[kind] * 2 ** (attempt - 1), timings.longest)
  return kind === 'short' ? Math.random() * ceiling : ceiling * (0.75 + Math.random() / 2)
}

async function pause(ms: number, left: number): Promise<void> {
  if (ms < left) await new Promise((done) => setTimeout(done, ms))
}
