import 'server-only'
import type { Fault } from './faults'
import type { EngineRoom } from './room-store'

/** A room to practise in: it shows one fault, again and again. */
export type Practice = {
  id: string
  name: string
  notice: string
  metadata: [string, string][]
  /** What "others" do to the room before a call; `adds` are keys the call would add. */
  before?: (room: EngineRoom, call: PracticeCall) => void
  /** The fault of a call, told from the room's state and the clock. */
  fault?: (call: PracticeCall) => Fault | undefined
}

/** `write` is true for set and delete; `now` in epoch ms. */
export type PracticeCall = { command: string; write: boolean; now: number; adds: readonly string[] }

const HTML =
  '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'
const CUT = '{"ActionStatus":"OK","ErrorCode":0,"ErrorInf'
const APP_STEP_MS = 4_000
const ENDED_MS = 15_000
const FILLED_MS = 30_000

const BASE: [string, string][] = [
  ['banner', 'Practice makes calm'],
  ['gifts_enabled', 'true'],
  ['pinned_product', '{"id": 4711, "price": 19.9}'],
]

const onWrite = (fault: Fault) => (call: PracticeCall) => (call.write ? fault : undefined)

function busyTwice(): Practice['fault'] {
  let refused = 0
  return ({ write }) => {
    if (!write) return undefined
    refused = (refused + 1) % 3
    return refused === 0 ? undefined : { kind: 'refuse', code: 60007, info: 'called too often' }
  }
}

function endsForAWhile(): Practice['fault'] {
  let endedAt = Number.NEGATIVE_INFINITY
  return ({ write, now }) => {
    const ended = now - endedAt < ENDED_MS
    if (write && !ended) endedAt = now
    return write || ended ? { kind: 'refuse', code: 100004, info: 'room not exist' } : undefined
  }
}

function filledByAnApp(): Practice['before'] {
  let filledAt = Number.NEGATIVE_INFINITY
  return (room, { write, now, adds }) => {
    const keys = Array.from({ length: 7 }, (_, at) => `app_key_${at + 1}`)
    if (write && adds.length > 0) {
      filledAt = now
      for (const key of keys) room.metadata.set(key, 'added by an app')
    } else if (now - filledAt > FILLED_MS) {
      for (const key of keys) room.metadata.delete(key)
    }
  }
}

/** One fault each; the notice says in plain words what will be seen. */
export function practiceRooms(): Practice[] {
  const room = (id: string, name: string, notice: string, rest: Partial<Practice>): Practice => ({
    id: `practice-${id}`,
    name: `Practice: ${name}`,
    notice,
    metadata: BASE,
    ...rest,
  })
  return [
    room('slow', 'answers late', 'Every write takes two and a half seconds.', {
      fault: onWrite({ kind: 'late', ms: 2_500 }),
    }),
    room('silent', 'applies, then stays silent', 'Writes work, but their answer never comes.', {
      fault: onWrite({ kind: 'silent' }),
    }),
    room('late', 'applies six seconds late', 'Writes work after six seconds, without an answer.', {
      fault: onWrite({ kind: 'applied-late', ms: 6_000 }),
    }),
    room('busy', 'busy at first', 'Two writes of three are refused as too many.', {
      fault: busyTwice(),
    }),
    room('very-busy', 'always busy', 'Every write is refused as too many.', {
      fault: onWrite({ kind: 'refuse', code: 60007, info: 'called too often' }),
    }),
    room('partial', 'fails in the middle', 'Setting works, deleting fails.', {
      fault: ({ command }) =>
        command === 'del_room_metadata'
          ? { kind: 'refuse', code: 100001, info: 'internal error' }
          : undefined,
    }),
    room('502', 'bad gateway', 'Writes are answered with an HTML error page and not done.', {
      fault: onWrite({ kind: 'answer', apply: false, status: 502, type: 'text/html', body: HTML }),
    }),
    room('garbled', 'garbled answers', 'Writes work, but the answer is cut off.', {
      fault: onWrite({
        kind: 'answer',
        apply: true,
        status: 200,
        type: 'application/json',
        body: CUT,
      }),
    }),
    room(
      'ends',
      'ends while you type',
      'The first write finds the room gone; it is back 15 seconds later.',
      {
        fault: endsForAWhile(),
      },
    ),
    room('app', 'an app writes too', 'An app changes viewer_goal every four seconds.', {
      metadata: [...BASE, ['viewer_goal', '0']],
      before: ({ metadata }, { now }) => {
        if (metadata.has('viewer_goal'))
          metadata.set('viewer_goal', `${Math.floor(now / APP_STEP_MS) % 1000}`)
      },
    }),
    room('forbidden', 'may not be edited', 'Every write is refused: no right to edit this room.', {
      fault: onWrite({ kind: 'refuse', code: 100006, info: 'no permission' }),
    }),
    room('plan', 'plan not active', 'Every write is refused: no paid package.', {
      fault: onWrite({ kind: 'refuse', code: 100007, info: 'no package' }),
    }),
    room('full', 'filled up by an app', 'An app adds seven keys right before you add one.', {
      before: filledByAnApp(),
    }),
    room('unknown', 'a code in no table', 'Writes answer with a code that no document names.', {
      fault: onWrite({ kind: 'refuse', code: 100999, info: 'something new' }),
    }),
  ]
}
