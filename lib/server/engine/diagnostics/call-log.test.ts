import { describe, expect, it } from 'vitest'
import type { AttemptRecord } from '../transport/http-caller'
import { createCallLog } from './call-log'
import { BUCKET_MS } from './time-buckets'

const START = 1_800_000_000_000

function setUp() {
  let time = START
  const callLog = createCallLog(() => time)
  const record = (kind: AttemptRecord['class'], overrides: Partial<AttemptRecord> = {}) =>
    callLog.recordAttempt({
      command: 'get_room_metadata',
      ref: 'r',
      attempt: 1,
      class: kind,
      ms: 20,
      code: null,
      requestId: null,
      clock: null,
      ...overrides,
    })
  return { callLog, record, advance: (ms: number) => (time += ms), now: () => time }
}

describe('the call log', () => {
  it('keeps the last success and the errors, newest first, with their codes', () => {
    const { callLog, record, advance, now } = setUp()
    record('ok', { ms: 12 })
    advance(1_000)
    record('lost', { detail: 'TimeoutError' })
    record('config', { code: 70009, requestId: 'Id-9' })
    const { lastSuccess, errors, misconfigured } = callLog.read()
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

  it('reports a refused signature as a misconfiguration only if a new one is refused too', () => {
    const { callLog, record } = setUp()
    record('resign', { code: 70001 })
    expect(callLog.read().misconfigured).toBeNull()
    expect(callLog.read().errors).toMatchObject([
      { code: 'engine.signature-refused', setting: null },
    ])
    record('config', { code: 70001 })
    expect(callLog.read().misconfigured).toMatchObject({
      code: 'console.misconfigured',
      setting: 'LIVE_ENGINE_SECRET_KEY',
    })
  })

  it('does not list errors that concern one room only', () => {
    const { callLog, record } = setUp()
    for (const kind of ['gone', 'limit', 'keys-gone'] as const) record(kind, { code: 100004 })
    expect(callLog.read().errors).toEqual([])
  })

  it('counts a repeated error instead of dropping older ones', () => {
    const { callLog, record } = setUp()
    record('config', { code: 70009 })
    for (let i = 0; i < 1_000; i++) record('not-sent')
    expect(callLog.read().errors.map(({ class: kind, times }) => [kind, times])).toEqual([
      ['not-sent', 1_000],
      ['config', 1],
    ])
  })

  it('keeps thirty errors', () => {
    const { callLog, record } = setUp()
    for (let i = 0; i < 100; i++) record('fault', { code: i })
    expect(callLog.read().errors).toHaveLength(30)
  })

  it('counts calls by category in buckets of five minutes, empty ones included', () => {
    const { callLog, record, advance } = setUp()
    record('ok')
    record('gone', { code: 100004 })
    record('rate', { code: 60007 })
    callLog.recordHeld()
    advance(2 * BUCKET_MS)
    record('not-sent')
    record('config', { code: 70009 })
    const counts = callLog
      .read()
      .periods.map((bucket) => [bucket.answered, bucket.busy, bucket.fault, bucket.held])
    expect(counts).toEqual([
      [2, 1, 0, 1],
      [0, 0, 0, 0],
      [0, 0, 2, 0],
    ])
  })
})
