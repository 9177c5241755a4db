import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Entry } from '@/lib/shared/entry'
import type { Problem } from '@/lib/shared/problem'
import type { EngineWord } from '@/lib/shared/problems'
import type { Room } from '@/lib/shared/room'
import { type AnswerClass, type Step, steps } from './answers'
import { backOff, type Timings } from './back-off'
import { createCaller, type EngineCall, type EngineSettings, type Question } from './caller'
import { type Answer, noTime, withheld } from './classify'
import { pointAtEntry } from './entry-problems'
import { entriesOf, roomOf, roomsOf } from './wire'
import type { WriteResult } from './write-result'

/** `deadline` in epoch ms; `ref` finds the log lines; `watch` is told of each attempt at a write. */
export type CallOptions = { deadline: number; ref: string; watch?: Watch }

/** How an attempt ended; `ms` its length. */
export type AttemptEnd = EngineWord & { class: AnswerClass; ms: number }

export type Watch = {
  /** Asked right before an attempt leaves; a problem is the reason why it must not. */
  before(): Promise<Problem | null>
  after(end: AttemptEnd): Promise<void>
}

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
  /** Waits for calls under way. */
  close(): Promise<void>
}

/** `onCall` hears of every attempt and must not throw; `now` in epoch ms; `random` in [0, 1). */
type Options = {
  onCall?: (call: EngineCall) => void
  now?: () => number
  random?: () => number
  timings?: Timings
}

const TIMINGS: Timings = {
  connect: 1_000,
  attempt: 4_000,
  least: 500,
  short: 50,
  long: 1_000,
  longest: 5_000,
}
const MAX_ATTEMPTS = 3
/** A leave to send is good for so long: a process that was paused meanwhile has to ask again (faults §3). */
const LEAVE_MS = 1_000

export function createEngineClient(settings: EngineSettings, options: Options = {}): EngineClient {
  const { onCall = () => undefined, now = Date.now, random = Math.random } = options
  const { timings = TIMINGS } = options
  const caller = createCaller(settings, { onCall, now, random, connectMs: timings.connect })

  /** Asks as often as the table of `answers.ts` and the deadline allow; the one place of retries. */
  async function ask<T>(kind: 'read' | 'write', question: Question<T>, call: CallOptions) {
    const { deadline, ref, watch } = call
    const again = retries(kind)
    let answer: Answer<T> = noTime()
    let startedAt = now()
    for (let attempt = 1; deadline - now() >= timings.least; attempt++) {
      const objection = watch && (await leave(watch))
      if (objection) return { answer: withheld(objection), startedAt }
      startedAt = now()
      const timeoutMs = Math.min(timings.attempt, deadline - startedAt)
      answer = await caller.attempt(question, { ref, attempt, timeoutMs })
      await watch?.after({ ...answer.word, class: answer.class, ms: now() - startedAt })
      const step = steps[answer.class]
      const wait = backOff(step.pause, attempt, timings, random)
      if (attempt === MAX_ATTEMPTS || !again(step)) break
      if (deadline - now() - wait < timings.least) break
      await sleep(wait)
    }
    return { answer, startedAt }
  }

  async function leave(watch: Watch): Promise<Problem | null> {
    for (;;) {
      const askedAt = now()
      const objection = await watch.before()
      if (objection || now() - askedAt <= LEAVE_MS) return objection
    }
  }

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
    close: caller.close,
  }
}

/** Whether a call may be made again after a step; what may happen once happens once per call. */
function retries(kind: 'read' | 'write'): (step: Step) => boolean {
  const spent = new Set<string>()
  return (step) => {
    const next = step[kind]
    if (next === 'retry') return true
    if ((next !== 'retry-once' && next !== 'resign-once') || spent.has(next)) return false
    spent.add(next)
    return true
  }
}

/** What an empty list or a key named twice would do is not documented (contract §7 #9, #11): never sent. */
function assertDistinct(keys: readonly string[]): void {
  if (keys.length === 0) throw new Error('an empty list must not be sent')
  if (new Set(keys).size < keys.length) throw new Error('a key must not be sent twice')
}
