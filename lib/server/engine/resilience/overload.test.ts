import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Command } from '../commands'
import { createCallGuard } from './call-guard'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const SECONDS = 10
const CALLS_PER_SECOND = 800
const SERVICE_MS = 20
const SAVE_MS = 10_000

/** A Live service that replies within 20 ms and refuses calls above its documented rate limit. */
function createService() {
  const callTimes = new Map<Command, number[]>()
  let refusals = 0
  return {
    async call(command: Command, networkMs: number) {
      await sleep(networkMs)
      const recent = (callTimes.get(command) ?? []).filter((at) => Date.now() - at < 1_000)
      if (recent.length >= 200) refusals += 1
      callTimes.set(command, [...recent, Date.now()])
      await sleep(SERVICE_MS)
    },
    countRefusals: () => refusals,
  }
}

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
const p95 = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0

/** The largest number of calls that arrive within any second. */
function mostInOneSecond(times: readonly number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length),
  )
}

/** Users who read and save through one call guard, with the duration of everything they did. */
function createConsole() {
  const { call, countRefusals } = createService()
  const guard = createCallGuard(
    160,
    () => undefined,
    () => Date.now(),
  )
  let networkMs = 0

  async function send(command: Command, requester: string, isSaveInFlight: boolean) {
    const remainingMs = isSaveInFlight ? SAVE_MS : 8_000
    const admission = await guard.acquire(command, { requester, isSaveInFlight }, remainingMs)
    if (admission.problem) return admission.problem
    // The network takes between 0 and 50 ms, different for each call.
    networkMs = (networkMs + 17) % 50
    await call(command, networkMs)
    admission.permit.recordEnd({ class: 'ok' })
    return null
  }

  async function measure(
    durations: number[],
    refusals: number[],
    run: () => Promise<object | null>,
  ) {
    const startedAt = Date.now()
    const problem = await run()
    const list = problem ? refusals : durations
    list.push(Date.now() - startedAt)
  }

  function createUser(requester: string) {
    const ms = { reads: [] as number[], saves: [] as number[], refusals: [] as number[] }
    return {
      ms,
      read: () => measure(ms.reads, ms.refusals, () => send('get_room_metadata', requester, false)),
      save: () =>
        measure(ms.saves, ms.refusals, async () => {
          const problem = await guard.admit('get_room_metadata', { requester })
          if (problem) return problem
          for (const command of [
            'get_room_metadata',
            'set_room_metadata',
            'get_room_metadata',
          ] as const) {
            const failure = await send(command, requester, true)
            if (failure) throw new Error('a save in flight was refused')
          }
          return null
        }),
    }
  }
  return { createUser, countRefusals, countWaiting: () => guard.countWaiting() }
}

describe('when one user makes five times the calls that the limit allows', () => {
  it('refuses only that user and never exceeds the limit of the Live service', async () => {
    const { createUser, countRefusals, countWaiting } = createConsole()
    const flood = createUser('flood')
    const other = createUser('other')
    for (let ms = 0; ms < SECONDS * 1_000; ms += 10) {
      for (let i = 0; i < CALLS_PER_SECOND / 100; i++) {
        if (i % 2 === 0) flood.save()
        else flood.read()
      }
      if (ms % 500 === 0) other.read()
      if (ms % 500 === 250) other.save()
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(1_500)
    expect(countRefusals()).toBe(0)
    const { reads, saves } = other.ms
    expect([reads.length, saves.length, other.ms.refusals]).toEqual([20, 20, []])
    expect(p95(reads)).toBeLessThan(200)
    expect(p95(saves)).toBeLessThan(500)
    // The flood gets the rest of the limit (a save is three reads) and is refused within a second
    // beyond that.
    const calls = flood.ms.reads.length + flood.ms.saves.length * 3
    expect(calls).toBeGreaterThan(SECONDS * 160 * 0.9)
    expect(Math.max(...flood.ms.refusals)).toBeLessThanOrEqual(1_000)
    expect(flood.ms.refusals.length).toBeGreaterThan(CALLS_PER_SECOND * SECONDS * 0.7)
    // A second and a half after the flood nothing of it is left.
    expect(countWaiting()).toBe(0)
    await vi.advanceTimersByTimeAsync(1_000)
    flood.read()
    await vi.advanceTimersByTimeAsync(100)
    expect(flood.ms.reads.at(-1)).toBeLessThan(100)
  })
})

it('never exceeds the limit of the Live service when a stall delivers many calls at once', async () => {
  const guard = createCallGuard(
    160,
    () => undefined,
    () => Date.now(),
  )
  const arrivals: number[] = []
  const startedAt = Date.now()
  /** A busy process or network holds calls back until the end of a stall. */
  const msUntilDelivery = () => {
    const ms = (Date.now() - startedAt) % 2_500
    return ms < 600 ? 600 - ms : 10
  }
  const read = async (requester: string) => {
    const admission = await guard.acquire('get_room_metadata', { requester }, 8_000)
    if (admission.problem) return
    await sleep(msUntilDelivery())
    arrivals.push(Date.now())
    await sleep(SERVICE_MS)
    admission.permit.recordEnd({ class: 'ok' })
  }
  for (let ms = 0; ms < SECONDS * 1_000; ms += 500) {
    for (let i = 0; i < 300; i++) read(`person ${i % 6}`)
    await vi.advanceTimersByTimeAsync(500)
  }
  await vi.advanceTimersByTimeAsync(2_000)
  expect(mostInOneSecond(arrivals)).toBeLessThanOrEqual(200)
  expect(arrivals.length).toBeGreaterThan(SECONDS * 130)
})
