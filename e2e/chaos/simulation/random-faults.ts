import type { ApplyMode, Fault } from '@/lib/server/emulator/faults/faults'
import type { SeededRandom } from './seeded-random'

/** The Live service gives up after three seconds (docs/live-api.md#gateway-codes). */
const LIVE_SERVICE_TIMEOUT_MS = 3_000
/**
 * Some writes take effect later than that: up to half a second before the console concludes that they
 * no longer can (docs/save-guarantees.md#guarantees).
 */
const LATEST_EFFECT_MS = 7_500
const TRUNCATED_JSON = '{"ActionStatus":"OK","ErrorCode":0,"ErrorInf'
const HTML = '<html><body><h1>502 Bad Gateway</h1></body></html>'

/** Epoch ms. */
export type TimeSpan = { from: number; until: number }

/**
 * One expired signature at a time: a second one for the same call would be a configuration error
 * (docs/save-guarantees.md#classifying-replies).
 */
const SIGNATURE_PAUSE_MS = 10_000

export type RandomFaults = {
  findFault(command: string, body: Record<string, unknown>): Fault | undefined
  /** How often each fault was injected, by name. */
  counts: ReadonlyMap<string, number>
  /** Times with many faults, in epoch ms. */
  outages: readonly TimeSpan[]
  /** Epoch ms by which the last injected fault is over. */
  lastFaultEndsAt(): number
  /** No fault is injected before this call. */
  start(): void
  stop(): void
}

type NamedFault = readonly [name: string, fault: Fault | undefined]

/**
 * Injects faults at random. Usually about one call in eight fails. Sometimes most calls fail for a
 * few seconds, long enough to open the circuit breaker.
 */
export function createRandomFaults(random: SeededRandom): RandomFaults {
  const counts = new Map<string, number>()
  let isActive = false
  let lastFaultEndsAt = 0
  let signatureRefusedAt = 0
  const outages: TimeSpan[] = []

  function faultRate(): number {
    const now = Date.now()
    const latest = outages.at(-1)
    if (!latest || now > latest.until) {
      const from = now + random.integer(20_000, 60_000)
      outages.push({ from, until: from + random.integer(2_000, 6_000) })
      return 0.12
    }
    return now >= latest.from ? 0.7 : 0.12
  }

  function drawFault(command: string, body: Record<string, unknown>): NamedFault {
    const now = Date.now()
    if (now - signatureRefusedAt > SIGNATURE_PAUSE_MS && random.chance(0.05)) {
      signatureRefusedAt = now
      return ['signature refused once', refusal(random.pick([70001, 70003, 60004]))]
    }
    const isWrite = command === 'set_room_metadata' || command === 'del_room_metadata'
    return isWrite ? drawWriteFault(random, countEntries(body)) : drawReadFault(random)
  }

  return {
    counts,
    outages,
    lastFaultEndsAt: () => lastFaultEndsAt,
    start() {
      isActive = true
    },
    stop() {
      isActive = false
    },
    findFault(command, body) {
      if (!isActive || !random.chance(faultRate())) return undefined
      const [name, fault] = drawFault(command, body)
      counts.set(name, (counts.get(name) ?? 0) + 1)
      lastFaultEndsAt = Date.now() + LATEST_EFFECT_MS
      return fault
    },
  }
}

const countEntries = ({ Metadata, Keys }: Record<string, unknown>) =>
  [Metadata, Keys].reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0)

const drawDelayMs = (random: SeededRandom) =>
  random.chance(0.5)
    ? random.integer(1, LIVE_SERVICE_TIMEOUT_MS)
    : random.integer(LIVE_SERVICE_TIMEOUT_MS, LATEST_EFFECT_MS)

/** Before the reply, never, or some time after the reply. */
function drawApplyMode(random: SeededRandom): ApplyMode {
  const late = { afterMs: drawDelayMs(random) }
  return random.pickWeighted<ApplyMode>([
    [1, true],
    [1, false],
    [1, late],
  ])
}

function reply(body: string, apply: ApplyMode, status = 200, type = 'application/json'): Fault {
  return { kind: 'reply', apply, status, type, body }
}

const envelope = (code: number, status = code === 0 ? 'OK' : 'FAIL') =>
  JSON.stringify({ ActionStatus: status, ErrorCode: code, ErrorInfo: 'chaos', RequestId: 'Id-c' })

function drawWriteFault(random: SeededRandom, entryCount: number): NamedFault {
  const apply = drawApplyMode(random)
  const code = random.pick([60008, 100001, 70500])
  const delayMs = () => random.integer(200, LIVE_SERVICE_TIMEOUT_MS)
  return random.pickWeighted<NamedFault>([
    [3, ['no reply', drawSilence(random)]],
    [3, ['connection reset', { kind: 'reset', apply }]],
    [3, ['502 with HTML', reply(HTML, apply, 502, 'text/html')]],
    [2, ['200 truncated', reply(TRUNCATED_JSON, apply)]],
    [1, ['200 with HTML', reply(HTML, apply, 200, 'text/html')]],
    [1, ['200 that contradicts itself', reply(envelope(0, 'FAIL'), apply)]],
    [2, ['60008, 100001 or 70500, applied or not', reply(envelope(code), apply)]],
    [1, ['unknown code', reply(envelope(100_999), apply)]],
    [2, ['applied in part', drawPartialFault(random, entryCount)]],
    [3, ['rate code', refusal(random.pick([60007, 60011]))]],
    [2, ['permanent refusal', refusal(random.pick([100006, 100007, 100500]))]],
    [3, ['slow', { kind: 'delay', ms: delayMs() }]],
  ])
}

function drawReadFault(random: SeededRandom): NamedFault {
  const delayMs = () => random.integer(200, LIVE_SERVICE_TIMEOUT_MS)
  return random.pickWeighted<NamedFault>([
    [3, ['read: connection reset', { kind: 'reset', apply: false }]],
    [2, ['read: 502 with HTML', reply(HTML, false, 502, 'text/html')]],
    [2, ['read: truncated', reply(TRUNCATED_JSON, false)]],
    [2, ['read: 100001', refusal(100001)]],
    [1, ['read: rate code', refusal(60007)]],
    [1, ['read: no reply', { kind: 'apply-silently' }]],
    [3, ['read: slow', { kind: 'delay', ms: delayMs() }]],
  ])
}

/** The connection stays open without a reply. The write applies in time, late or never. */
function drawSilence(random: SeededRandom): Fault {
  return random.pickWeighted<Fault>([
    [1, { kind: 'apply-silently' }],
    [1, { kind: 'apply-late', ms: drawDelayMs(random) }],
    [1, { kind: 'drop' }],
  ])
}

function drawPartialFault(random: SeededRandom, entryCount: number): Fault {
  if (entryCount < 2) return refusal(100001)
  return { kind: 'apply-in-part', entries: random.integer(1, entryCount - 1) }
}

const refusal = (code: number): Fault => ({ kind: 'refuse', code, info: 'chaos' })
