import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EngineCall } from '../transport/http-caller'
import { createLogbook } from './call-log'
import { createLatencies } from './latencies'
import { createPeriods, KEPT_PERIODS, PERIOD_MS } from './periods'

const START = 1_800_000_000_000

function rig() {
  let time = START
  const book = createLogbook(() => time)
  const call = (kind: EngineCall['class'], more: Partial<EngineCall> = {}) =>
    book.call({
      command: 'get_room_metadata',
      ref: 'r',
      attempt: 1,
      class: kind,
      ms: 20,
      code: null,
      requestId: null,
      clock: null,
      ...more,
    })
  return { book, call, pass: (ms: number) => (time += ms), now: () => time }
}

describe('the logbook', () => {
  it('keeps the last success and the newest errors first, with the engine’s own words', () => {
    const { book, call, pass, now } = rig()
    call('ok', { ms: 12 })
    pass(1_000)
    call('lost', { detail: 'TimeoutError' })
    call('config', { code: 70009, requestId: 'Id-9' })
    const { lastSuccess, errors, misconfigured } = book.read()
    expect(lastSuccess).toEqual({ at: START, command: 'get_room_metadata', ms: 12 })
    expect(errors.map((error) => [error.code, error.engine.code, error.at])).toEqual([
      ['console.misconfigured', 70009, now()],
      ['engine.no-answer', null, now()],
    ])
    expect(misconfigured).toMatchObject({
      setting: 'LIVE_ENGINE_SECRET_KEY',
      engine: { code: 70009, requestId: 'Id-9' },
    })
  })

  it('takes what is said about one room for no error of the connection', () => {
    const { book, call } = rig()
    for (const kind of ['gone', 'limit', 'keys-gone'] as const) call(kind, { code: 100004 })
    expect(book.read().errors).toEqual([])
  })

  it('counts an error that comes again and again, instead of forgetting those before it', () => {
    const { book, call } = rig()
    call('config', { code: 70009 })
    for (let at = 0; at < 1_000; at++) call('not-sent')
    expect(book.read().errors.map(({ class: kind, times }) => [kind, times])).toEqual([
      ['not-sent', 1_000],
      ['config', 1],
    ])
  })

  it('keeps thirty', () => {
    const { book, call } = rig()
    for (let at = 0; at < 100; at++) call('fault', { code: at })
    expect(book.read().errors).toHaveLength(30)
  })
})

describe('the periods', () => {
  it('tell by five minutes how the calls ended, quiet stretches too', () => {
    const { book, call, pass } = rig()
    call('ok')
    call('gone', { code: 100004 })
    call('rate', { code: 60007 })
    book.held()
    pass(2 * PERIOD_MS)
    call('not-sent')
    call('config', { code: 70009 })
    const told = book
      .read()
      .periods.map((period) => [period.answered, period.busy, period.fault, period.held])
    expect(told).toEqual([
      [2, 1, 0, 1],
      [0, 0, 0, 0],
      [0, 0, 2, 0],
    ])
  })

  it('go back three hours at the most, without a gap', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 * PERIOD_MS })), (pauses) => {
        let time = START
        const periods = createPeriods(() => time)
        for (const pause of pauses) {
          time += pause
          periods.call('answered', 1)
        }
        const froms = periods.read().map(({ from }) => from)
        expect(froms.length).toBeLessThanOrEqual(KEPT_PERIODS)
        for (const [at, from] of froms.entries()) {
          expect(from).toBe((froms[0] ?? 0) + at * PERIOD_MS)
        }
        expect(froms.at(-1)).toBe(Math.floor(time / PERIOD_MS) * PERIOD_MS)
      }),
    )
  })
})

it('latencies are told to within a tenth', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 8_000 }), { minLength: 1 }),
      fc.constantFrom(0.5, 0.95, 1),
      (all, share) => {
        const latencies = createLatencies()
        for (const ms of all) latencies.add(ms)
        const sorted = all.toSorted((a, b) => a - b)
        const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0
        const told = latencies.quantile(share) ?? 0
        expect(told).toBeGreaterThanOrEqual(exact - 1)
        expect(told).toBeLessThanOrEqual(exact * 1.1 + 1)
        expect(latencies.slowest()).toBe(sorted.at(-1))
      },
    ),
  )
})
