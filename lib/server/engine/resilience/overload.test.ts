import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Command } from '../transport/http-caller'
import { createGate } from './call-guard'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const SECONDS = 10
const PER_SECOND = 800
const ENGINE_MS = 20
const SAVE_MS = 10_000

/** An engine that answers in 20 ms, whatever the way there adds, and says "too often" as the documents have it. */
function engine() {
  const seen = new Map<Command, number[]>()
  let refused = 0
  return {
    async call(command: Command, wayMs: number) {
      await sleep(wayMs)
      const recent = (seen.get(command) ?? []).filter((at) => Date.now() - at < 1_000)
      if (recent.length >= 200) refused += 1
      seen.set(command, [...recent, Date.now()])
      await sleep(ENGINE_MS)
    },
    refused: () => refused,
  }
}

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
const p95 = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0

/** A console of reads and saves in front of that engine, and how long each took or that it was refused. */
function site() {
  const { call, refused } = engine()
  const gate = createGate(
    160,
    () => undefined,
    () => Date.now(),
  )
  let way = 0

  async function send(command: Command, by: string, begun: boolean) {
    const pass = await gate.pass(command, { by, begun }, begun ? SAVE_MS : 8_000)
    if (pass.problem) return pass.problem
    // The way takes between nothing and 50 ms, each time another part of it.
    way = (way + 17) % 50
    await call(command, way)
    gate.heard(command, { class: 'ok', enteredAt: pass.enteredAt, resigned: false })
    return null
  }

  async function timed(done: number[], refusals: number[], work: () => Promise<object | null>) {
    const startedAt = Date.now()
    const problem = await work()
    const list = problem ? refusals : done
    list.push(Date.now() - startedAt)
  }

  function person(by: string) {
    const told = { read: [] as number[], saved: [] as number[], refused: [] as number[] }
    return {
      told,
      read: () => timed(told.read, told.refused, () => send('get_room_metadata', by, false)),
      save: () =>
        timed(told.saved, told.refused, async () => {
          const { problem } = await gate.admit('get_room_metadata', { by })
          if (problem) return problem
          for (const command of [
            'get_room_metadata',
            'set_room_metadata',
            'get_room_metadata',
          ] as const) {
            const failed = await send(command, by, true)
            if (failed) throw new Error('a save that has begun was refused')
          }
          return null
        }),
    }
  }
  return { person, refused, waiting: () => gate.waiting() }
}

describe('five times the limit from one person, reads and saves', () => {
  it('refuses that person and nobody else; the engine never says "too often"', async () => {
    const { person, refused, waiting } = site()
    const flood = person('flood')
    const other = person('other')
    for (let ms = 0; ms < SECONDS * 1_000; ms += 10) {
      for (let at = 0; at < PER_SECOND / 100; at++) {
        if (at % 2 === 0) flood.save()
        else flood.read()
      }
      if (ms % 500 === 0) other.read()
      if (ms % 500 === 250) other.save()
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(1_500)
    expect(refused()).toBe(0)
    const { read, saved } = other.told
    expect([read.length, saved.length, other.told.refused]).toEqual([20, 20, []])
    expect(p95(read)).toBeLessThan(200)
    expect(p95(saved)).toBeLessThan(500)
    // The flood gets all that is left, a save being three reads, and the rest of it is refused within a second.
    const calls = flood.told.read.length + flood.told.saved.length * 3
    expect(calls).toBeGreaterThan(SECONDS * 160 * 0.9)
    expect(Math.max(...flood.told.refused)).toBeLessThanOrEqual(1_000)
    expect(flood.told.refused.length).toBeGreaterThan(PER_SECOND * SECONDS * 0.7)
    // A second and a half after it, nothing of it is left.
    expect(waiting()).toBe(0)
    await vi.advanceTimersByTimeAsync(1_000)
    flood.read()
    await vi.advanceTimersByTimeAsync(100)
    expect(flood.told.read.at(-1)).toBeLessThan(100)
  })
})
