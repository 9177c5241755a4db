import type { Apply, Fault } from '@/lib/server/emulator/faults'
import type { Dice } from './dice'

/** The engine gives up after three seconds and says so with 60008 (contract §4.1): nothing takes effect later than that. */
const ENGINE_MS = 3_000
const CUT = '{"ActionStatus":"OK","ErrorCode":0,"ErrorInf'
const HTML = '<html><body><h1>502 Bad Gateway</h1></body></html>'

export type FaultLayer = {
  draw(command: string, body: Record<string, unknown>): Fault | undefined
  /** How often each fault was drawn, by name. */
  drawn: ReadonlyMap<string, number>
  /** Epoch ms by which the last fault drawn so far is over. */
  overAt(): number
  /** Draws nothing until then. */
  go(): void
  stop(): void
}

type Draw = readonly [name: string, fault: Fault | undefined]

/**
 * Draws what goes wrong with each call. Most of the time one call in eight suffers; now and then there is a storm of a
 * few seconds in which most do, long enough for the breaker.
 */
export function createFaults(dice: Dice): FaultLayer {
  const drawn = new Map<string, number>()
  let going = false
  let overAt = 0
  let storm = { from: 0, until: 0 }

  function share(): number {
    const now = Date.now()
    if (now > storm.until) {
      const from = now + dice.whole(20_000, 60_000)
      storm = { from, until: from + dice.whole(2_000, 6_000) }
    }
    return now >= storm.from ? 0.7 : 0.12
  }

  return {
    drawn,
    overAt: () => overAt,
    go() {
      going = true
    },
    stop() {
      going = false
    },
    draw(command, body) {
      if (!going || !dice.chance(share())) return undefined
      const isWrite = command === 'set_room_metadata' || command === 'del_room_metadata'
      const [name, fault] = isWrite ? ofWrite(dice, entriesIn(body)) : ofRead(dice)
      drawn.set(name, (drawn.get(name) ?? 0) + 1)
      overAt = Date.now() + ENGINE_MS
      return fault
    },
  }
}

const entriesIn = ({ Metadata, Keys }: Record<string, unknown>) =>
  [Metadata, Keys].reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0)

/** Before its answer, or only after it, or never. */
function effectOf(dice: Dice): Apply {
  const late = { afterMs: dice.whole(1, ENGINE_MS) }
  return dice.weighted<Apply>([
    [1, true],
    [1, false],
    [1, late],
  ])
}

function answer(body: string, apply: Apply, status = 200, type = 'application/json'): Fault {
  return { kind: 'answer', apply, status, type, body }
}

const envelope = (code: number, status = code === 0 ? 'OK' : 'FAIL') =>
  JSON.stringify({ ActionStatus: status, ErrorCode: code, ErrorInfo: 'chaos', RequestId: 'Id-c' })

function ofWrite(dice: Dice, entries: number): Draw {
  const apply = effectOf(dice)
  const code = dice.pick([60008, 100001, 70500])
  return dice.weighted<Draw>([
    [3, ['reply lost: silence', silence(dice)]],
    [3, ['reply lost: reset', { kind: 'reset', apply }]],
    [3, ['reply lost: 502 HTML', answer(HTML, apply, 502, 'text/html')]],
    [2, ['200 cut off', answer(CUT, apply)]],
    [1, ['200 with HTML', answer(HTML, apply, 200, 'text/html')]],
    [1, ['200 at odds with itself', answer(envelope(0, 'FAIL'), apply)]],
    [2, ['60008 or 100001, with or without effect', answer(envelope(code), apply)]],
    [1, ['a code in no table', answer(envelope(100_999), apply)]],
    [2, ['applied in part', inPart(dice, entries)]],
    [3, ['rate code', refuse(dice.pick([60007, 60011]))]],
    [2, ['refused for good', refuse(dice.pick([100006, 100007, 100500]))]],
    [3, ['slow', { kind: 'late', ms: dice.whole(200, ENGINE_MS) }]],
  ])
}

function ofRead(dice: Dice): Draw {
  return dice.weighted<Draw>([
    [3, ['read: reset', { kind: 'reset', apply: false }]],
    [2, ['read: 502 HTML', answer(HTML, false, 502, 'text/html')]],
    [2, ['read: cut off', answer(CUT, false)]],
    [2, ['read: 100001', refuse(100001)]],
    [1, ['read: rate code', refuse(60007)]],
    [1, ['read: silence', { kind: 'silent' }]],
    [3, ['read: slow', { kind: 'late', ms: dice.whole(200, ENGINE_MS) }]],
  ])
}

/** The connection stays open and nothing comes; the effect comes within the engine's own time or never. */
function silence(dice: Dice): Fault {
  return dice.weighted<Fault>([
    [1, { kind: 'silent' }],
    [1, { kind: 'applied-late', ms: dice.whole(1, ENGINE_MS) }],
    [1, { kind: 'never' }],
  ])
}

function inPart(dice: Dice, entries: number): Fault {
  if (entries < 2) return refuse(100001)
  return { kind: 'in-part', entries: dice.whole(1, entries - 1) }
}

const refuse = (code: number): Fault => ({ kind: 'refuse', code, info: 'chaos' })
