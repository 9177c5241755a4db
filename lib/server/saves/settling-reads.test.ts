import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMetadataCache } from '../directory/metadata-cache'
import type { CallOptions } from '../engine/call'
import { type CallGuard, createCallGuard } from '../engine/resilience/call-guard'
import { readBack } from './read-back'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const COMMAND = 'get_room_metadata'
const entries = [{ key: 'a', value: '1' }]

const createGuard = (qps: number) => createCallGuard(qps, () => undefined, performance.now)

/** Calls through the guard, as the engine client does. */
const createEngine = (guard: CallGuard) => ({
  async readMetadata(_: string, call: CallOptions) {
    const refusal = guard.findRefusal(COMMAND, call)
    if (refusal) throw refusal
    const admission = await guard.acquire(COMMAND, call, call.deadline - performance.now())
    if (admission.problem) throw admission.problem
    admission.permit.recordEnd({ class: 'ok' })
    return entries
  },
})

const settle = (guard: CallGuard) =>
  readBack({ engine: createEngine(guard), metadataCache: createMetadataCache(), ref: 'ref' }, 'r', [
    { key: 'a', from: null, to: '1', status: 'unknown', startedAt: Number.NEGATIVE_INFINITY },
  ])

it('a read that unlocks a room is made while the circuit breaker is open', async () => {
  const guard = createGuard(1_000)
  // The rate limit starts without a burst.
  vi.advanceTimersByTime(1_000)
  for (let call = 0; call < 20; call++) {
    const admission = await guard.acquire(COMMAND, { requester: 'ada' }, 1_000)
    if (!admission.problem) admission.permit.recordEnd({ class: 'lost' })
  }
  expect(guard.findRefusal(COMMAND, { requester: 'ada' })?.code).toBe('engine.paused')
  expect(await settle(guard)).toMatchObject({ entries, isInconclusive: false })
})

it('a read that unlocks a room goes before the calls of people, and is not dropped', async () => {
  const guard = createGuard(2)
  const served: string[] = []
  for (let call = 0; call < 300; call++) {
    const requester = `person-${call % 30}`
    void guard.acquire(COMMAND, { requester }, 10_000).then((admission) => {
      if (admission.problem) return
      served.push(requester)
      admission.permit.recordEnd({ class: 'ok' })
    })
  }
  await vi.advanceTimersByTimeAsync(0)
  const before = served.length
  const settled = settle(guard)
  await vi.advanceTimersByTimeAsync(6_000)
  expect(await settled).toMatchObject({ entries, isInconclusive: false })
  expect(before).toBeLessThan(5)
})
