import 'server-only'
import type { EmulatorRoom } from '../room-store'
import type { Fault } from './faults'

/** A demo room with one fault, so that people can practise what to do about it. */
type PracticeRoom = {
  id: string
  name: string
  notice: string
  metadata: [string, string][]
  /** Changes the room before a call, as another app would. */
  prepare?: (room: EmulatorRoom, call: PracticeCall) => void
  findFault?: (call: PracticeCall) => Fault | undefined
}

/**
 * `isWrite` is true for set and delete; `addedKeys` are the keys a set would add; `now` in epoch
 * ms.
 */
type PracticeCall = {
  command: string
  isWrite: boolean
  now: number
  addedKeys: readonly string[]
}

const HTML =
  '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'
const TRUNCATED_JSON = '{"ActionStatus":"OK","ErrorCode":0,"ErrorInf'
const GOAL_STEP_MS = 4_000
const GOAL_STOP_MS = 90_000
const ENDED_MS = 15_000
const FILLED_MS = 30_000

const METADATA: [string, string][] = [
  ['banner', 'Practice makes calm'],
  ['gifts_enabled', 'true'],
  ['pinned_product', '{"id": 4711, "price": 19.9}'],
]

/** Prepares the practice room and returns the fault of this call. */
export function findPracticeFault(
  practice: PracticeRoom,
  room: EmulatorRoom | undefined,
  command: string,
  body: Record<string, unknown>,
  now: number,
): Fault | undefined {
  const list: unknown[] = Array.isArray(body.Metadata) ? body.Metadata : []
  const keys = list.flatMap((entry) => {
    const key = (entry as { Key?: unknown } | null)?.Key
    return typeof key === 'string' ? [key] : []
  })
  const call: PracticeCall = {
    command,
    isWrite: command === 'set_room_metadata' || command === 'del_room_metadata',
    now,
    addedKeys: keys.filter((key) => !room?.metadata.has(key)),
  }
  if (room) practice.prepare?.(room, call)
  return practice.findFault?.(call)
}

const onWrite = (fault: Fault) => (call: PracticeCall) => (call.isWrite ? fault : undefined)

function refuseTwoOfThree(): PracticeRoom['findFault'] {
  let writes = 0
  return ({ isWrite }) => {
    if (!isWrite) return undefined
    writes = (writes + 1) % 3
    return writes === 0 ? undefined : { kind: 'refuse', code: 60007, info: 'called too often' }
  }
}

function endForAWhile(): PracticeRoom['findFault'] {
  let endedAt = Number.NEGATIVE_INFINITY
  return ({ isWrite, now }) => {
    const hasEnded = now - endedAt < ENDED_MS
    if (isWrite && !hasEnded) endedAt = now
    return isWrite || hasEnded
      ? { kind: 'refuse', code: 100004, info: 'room not exist' }
      : undefined
  }
}

function fillBeforeWrites(): PracticeRoom['prepare'] {
  let filledAt = Number.NEGATIVE_INFINITY
  return (room, { isWrite, now, addedKeys }) => {
    const keys = Array.from({ length: 7 }, (_, index) => `app_key_${index + 1}`)
    if (isWrite && addedKeys.length > 0) {
      filledAt = now
      for (const key of keys) room.metadata.set(key, 'added by an app')
    } else if (now - filledAt > FILLED_MS) {
      for (const key of keys) room.metadata.delete(key)
    }
  }
}

/**
 * The app of a room without people stops, or it would fill the history of a demo that is left alone.
 * A page of the room reads its name every minute.
 */
function changeGoalWhileUsed(): PracticeRoom['prepare'] {
  let usedAt: number | null = null
  return ({ metadata }, { command, now }) => {
    if (command === 'get_room_info' || usedAt === null) usedAt = now
    if (now - usedAt > GOAL_STOP_MS || !metadata.has('viewer_goal')) return
    metadata.set('viewer_goal', `${Math.floor(now / GOAL_STEP_MS) % 1000}`)
  }
}

/** Creates the practice rooms; each has one fault, and its notice says what users will see. */
export function createPracticeRooms(): PracticeRoom[] {
  const room = (
    id: string,
    name: string,
    notice: string,
    options: Partial<PracticeRoom>,
  ): PracticeRoom => ({
    id: `practice-${id}`,
    name: `Practice: ${name}`,
    notice,
    metadata: METADATA,
    ...options,
  })
  return [
    room('slow', 'replies late', 'Every write takes two and a half seconds.', {
      findFault: onWrite({ kind: 'delay', ms: 2_500 }),
    }),
    room('silent', 'applies, then stays silent', 'Writes work, but no reply ever comes.', {
      findFault: onWrite({ kind: 'apply-silently' }),
    }),
    room('late', 'applies six seconds late', 'Writes work after six seconds, without a reply.', {
      findFault: onWrite({ kind: 'apply-late', ms: 6_000 }),
    }),
    room('busy', 'busy at first', 'Two of three writes are refused by the rate limit.', {
      findFault: refuseTwoOfThree(),
    }),
    room('very-busy', 'always busy', 'Every write is refused by the rate limit.', {
      findFault: onWrite({ kind: 'refuse', code: 60007, info: 'called too often' }),
    }),
    room('partial', 'fails in the middle', 'Setting works, deleting fails.', {
      findFault: ({ command }) =>
        command === 'del_room_metadata'
          ? { kind: 'refuse', code: 100001, info: 'internal error' }
          : undefined,
    }),
    room('502', 'bad gateway', 'Writes get an HTML error page and are not applied.', {
      findFault: onWrite({
        kind: 'reply',
        apply: false,
        status: 502,
        type: 'text/html',
        body: HTML,
      }),
    }),
    room('garbled', 'garbled replies', 'Writes work, but the reply is cut off.', {
      findFault: onWrite({
        kind: 'reply',
        apply: true,
        status: 200,
        type: 'application/json',
        body: TRUNCATED_JSON,
      }),
    }),
    room(
      'ends',
      'ends while you type',
      'The first write finds no room; the room is back 15 seconds later.',
      { findFault: endForAWhile() },
    ),
    room('app', 'an app writes too', 'An app changes viewer_goal every four seconds.', {
      metadata: [...METADATA, ['viewer_goal', '0']],
      prepare: changeGoalWhileUsed(),
    }),
    room('forbidden', 'editing not allowed', 'Every write is refused: no permission to edit.', {
      findFault: onWrite({ kind: 'refuse', code: 100006, info: 'no permission' }),
    }),
    room('plan', 'plan not active', 'Every write is refused: no paid package.', {
      findFault: onWrite({ kind: 'refuse', code: 100007, info: 'no package' }),
    }),
    room('full', 'filled up by an app', 'An app adds seven keys right before you add one.', {
      prepare: fillBeforeWrites(),
    }),
    room('unknown', 'unknown error code', 'Writes fail with a code that is not documented.', {
      findFault: onWrite({ kind: 'refuse', code: 100999, info: 'something new' }),
    }),
  ]
}
