import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Rooms } from '../db/repositories/rooms/rooms'
import type { SweepPart, SweptRoom } from '../db/repositories/rooms/sweep-order'

export type SweepDeps = {
  rooms: Pick<Rooms, 'listForSweep'>
  /** Reads a room and records external changes. Throws the problem of a failed read. */
  observe(roomId: string, call: { deadline: number }): Promise<void>
  /** The Live service says that the room does not exist. */
  onGone(roomId: string): void
}

export type Sweep = {
  /** Starts at most one read, which ends before `heldUntil`; resolves to the ms until the next step. */
  step(heldUntil: number): Promise<number>
  /** Reads the room before all others: it is said to have changed. */
  request(roomId: string): void
  /** When the last complete pass started and how long it took; null before the first one. */
  lastPass(): { startedAt: number; ms: number } | null
  /** Resolves when no read is running. */
  waitUntilIdle(): Promise<void>
}

const DEADLINE_MS = 5_000
const MIN_CALL_MS = 1_000
/** Small, because a room can be read elsewhere while it waits for its turn. */
const PAGE_SIZE = 20
/** With few rooms a pass would be over at once: it then waits, as for a room that is open. */
const MIN_PASS_MS = 5_000
/** What changed within this time is likely to change again. */
const LATELY_MS = 3_600_000
/** Reads on their way. More mean that the Live service is slow: it needs fewer calls, not more. */
const MAX_RUNNING = 16
const MAX_REQUESTED = 2_000
const FAILURES_UNTIL_PAUSE = 5
const PAUSE_MS = 10_000

const nextPart = { changed: 'views', views: 'rest', rest: null } as const

/**
 * Reads the metadata of every room, pass by pass, `perSecond` rooms a second: lately changed rooms
 * first, then the most viewed. Rooms that were read since the pass began, for example because they
 * are open, are left out. `clock` in ms, monotonic.
 */
export function createSweep(
  { rooms, observe, onGone }: SweepDeps,
  perSecond: number,
  clock: () => number = () => performance.now(),
): Sweep {
  const requested = new Set<string>()
  const running = new Set<Promise<void>>()
  /** `startedAt` by the wall clock, as the times of reads. */
  let pass: { startedAt: number; clockedAt: number; part: SweepPart | null } | null = null
  let page: SweptRoom[] = []
  let after: SweptRoom | null = null
  let lastPass: { startedAt: number; ms: number } | null = null
  let failures = 0
  let pausedUntil = Number.NEGATIVE_INFINITY

  /** Null if the pass is over and the next one is not due. */
  async function findNext(): Promise<string | null> {
    const [first] = requested
    if (first !== undefined) {
      requested.delete(first)
      return first
    }
    for (;;) {
      const next = page.shift()
      if (next) {
        after = next
        if (next.isDue) return next.id
        continue
      }
      if (!pass || pass.part === null) {
        if (pass && clock() < pass.clockedAt + MIN_PASS_MS) return null
        pass = { startedAt: Date.now(), clockedAt: clock(), part: 'changed' }
        after = null
      }
      const { part, startedAt } = pass
      if (part === null) continue
      const query = { part, after, limit: PAGE_SIZE, unreadSince: startedAt }
      page = await rooms.listForSweep({ ...query, changedSince: startedAt - LATELY_MS })
      if (page.length > 0) continue
      pass.part = nextPart[part]
      after = null
      if (pass.part === null) lastPass = { startedAt, ms: clock() - pass.clockedAt }
    }
  }

  async function read(roomId: string, deadline: number): Promise<void> {
    try {
      await observe(roomId, { deadline })
      failures = 0
    } catch (error) {
      if (error instanceof Problem && error.code === 'room.gone') {
        failures = 0
        onGone(roomId)
        return
      }
      failures += 1
      if (failures < FAILURES_UNTIL_PAUSE) return
      failures = 0
      pausedUntil = clock() + PAUSE_MS
    }
  }

  return {
    async step(heldUntil) {
      const now = clock()
      const deadline = Math.min(now + DEADLINE_MS, heldUntil)
      if (deadline - now < MIN_CALL_MS || now < pausedUntil) return MIN_CALL_MS
      const pauseMs = 1_000 / perSecond
      if (running.size >= MAX_RUNNING) return pauseMs
      const roomId = await findNext()
      if (roomId === null) return MIN_CALL_MS
      const promise: Promise<void> = read(roomId, deadline).finally(() => running.delete(promise))
      running.add(promise)
      return Math.max(0, now + pauseMs - clock())
    },
    request(roomId) {
      if (requested.size < MAX_REQUESTED) requested.add(roomId)
    },
    lastPass: () => lastPass,
    waitUntilIdle: async () => void (await Promise.all(running)),
  }
}
