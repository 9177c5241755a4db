import 'server-only'
import { randomUUID } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import { ROOMS_PER_PAGE } from '@/lib/shared/metadata/room'
import type { DirectoryState } from '../db/repositories/rooms/room-types'
import type { Rooms } from '../db/repositories/rooms/rooms'
import type { EngineClient } from '../engine/client'
import { isQueueFull } from '../engine/is-queue-full'
import type { Log } from '../runtime/log'
import type { DirectoryWriter } from './directory-writer'
import { createRoomChecks } from './room-checks'

export type CrawlerDeps = {
  engine: Pick<EngineClient, 'listRooms' | 'readRoom'>
  rooms: Pick<Rooms, 'find' | 'readState' | 'writeState' | 'listUnseen' | 'removeEnded'>
  writer: Pick<DirectoryWriter, 'add' | 'flush'>
  log: Log
}

export type Crawler = {
  /** Makes at most one call, which ends before `heldUntil`; resolves to the ms until the next step. */
  step(heldUntil: number): Promise<number>
  /** Reads one room soon: it is new, has changed or may have ended. */
  requestCheck(roomId: string): void
  /** Call it when another process may have crawled since the last step. */
  restart(): void
}

/**
 * Four calls a second leave six of the documented ten (docs/live-api.md#get_room_list) for connection
 * tests and other users of the app.
 */
const LIST_PAUSE_MS = 250
/** The most viewed rooms are what people look at first. */
const HEAD_PAGES = 5
const HEAD_INTERVAL_MS = 10_000
const CRAWL_INTERVAL_MS = 60_000
const DEADLINE_MS = 8_000
/** A call needs some time to be worth starting. */
const MIN_CALL_MS = 1_000
const MAX_BACK_OFF_MS = 30_000
/** Then the cursor may be the reason, and the walk starts again. */
const MAX_FAILURES_PER_WALK = 5

/** One walk through the pages of the list. */
type Walk = { isHead: boolean; cursor: string; page: number; startedAt: number; seen: Set<string> }

/**
 * Walks through the room list: all of it at least a minute apart, and the first pages every ten
 * seconds in between. The list is sorted by views, which change meanwhile, so a walk can meet a room
 * twice or miss one. A room that a complete walk has missed is read by itself before it counts as
 * ended. `clock` in ms, monotonic.
 */
export function createCrawler(
  { engine, rooms, writer, log }: CrawlerDeps,
  clock: () => number = () => performance.now(),
): Crawler {
  const checks = createRoomChecks({ engine, rooms, writer, log }, clock)
  let state: DirectoryState | null = null
  let head: Walk | null = null
  let crawl: Walk | null = null
  let headDueAt = clock()
  let crawlDueAt = clock()
  let nextListAt = clock()
  let failures = 0

  const startWalk = (isHead: boolean): Walk => {
    return { isHead, cursor: '', page: 0, startedAt: Date.now(), seen: new Set() }
  }

  function findWalk(now: number): Walk | null {
    if (now < nextListAt) return null
    if (!crawl && now >= crawlDueAt) {
      crawl = startWalk(false)
      crawlDueAt = now + CRAWL_INTERVAL_MS
      // It begins with the first pages as well.
      headDueAt = now + HEAD_INTERVAL_MS
    }
    if (!head && now >= headDueAt) {
      head = startWalk(true)
      headDueAt = now + HEAD_INTERVAL_MS
    }
    return head ?? crawl
  }

  async function readPage(walk: Walk, known: DirectoryState, deadline: number): Promise<void> {
    const ref = randomUUID()
    const call = { deadline, ref, requester: 'crawler' }
    const input = { cursor: walk.cursor, count: ROOMS_PER_PAGE }
    let page: Awaited<ReturnType<EngineClient['listRooms']>>
    try {
      page = await engine.listRooms(input, call)
    } catch (error) {
      await recordFailure(known, error, ref)
      return
    }
    failures = 0
    for (const room of page.rooms) {
      const update = { id: room.id, room: { ...room, isPublic: true } }
      writer.add(crawl ? { ...update, crawl: known.crawl + 1 } : update)
    }
    const isFirst = walk.page === 0
    walk.page += 1
    walk.seen.add(walk.cursor)
    walk.cursor = page.next
    const isOver = page.next === '' || walk.seen.has(page.next)
    if (isFirst || known.problem !== null) {
      await saveState(known, { firstPageAt: Date.now(), problem: null, ref: null })
    }
    if (walk.isHead && (isOver || walk.page >= HEAD_PAGES)) head = null
    if (!walk.isHead && isOver) await completeCrawl(known, walk)
  }

  async function completeCrawl(known: DirectoryState, walk: Walk) {
    crawl = null
    await saveState(known, { crawl: known.crawl + 1, crawlStartedAt: walk.startedAt })
    checks.checkUnseen(known.crawl)
    await rooms.removeEnded()
    log.debug({ event: 'crawl', pages: walk.page, ms: Date.now() - walk.startedAt })
  }

  async function recordFailure(known: DirectoryState, error: unknown, ref: string) {
    // Our own limit, which is lower with many replicas.
    if (isQueueFull(error)) return
    failures += 1
    nextListAt = clock() + Math.min(MAX_BACK_OFF_MS, 1_000 * 2 ** failures)
    if (failures % MAX_FAILURES_PER_WALK === 0) {
      head = null
      crawl = null
    }
    const code = error instanceof Problem ? error.code : 'console.failed'
    if (known.problem === code) return
    log.warn({ event: 'crawl', ref, err: error instanceof Problem ? code : error })
    await saveState(known, { problem: code, ref })
  }

  /** The rooms come first: the list must not say that it is newer than it is. */
  async function saveState(known: DirectoryState, change: Partial<Omit<DirectoryState, 'rooms'>>) {
    await writer.flush()
    await rooms.writeState(change)
    Object.assign(known, change)
  }

  return {
    async step(heldUntil) {
      state ??= await rooms.readState()
      const now = clock()
      const deadline = Math.min(now + DEADLINE_MS, heldUntil)
      if (deadline - now < MIN_CALL_MS) return MIN_CALL_MS
      const walk = findWalk(now)
      if (walk) {
        nextListAt = now + LIST_PAUSE_MS
        await readPage(walk, state, deadline)
      } else await checks.step(deadline)
      const nextAt = Math.min(checks.nextAt(), nextWalkAt())
      return Math.max(0, nextAt - clock())
    },
    requestCheck: checks.request,
    restart() {
      state = null
      head = null
      crawl = null
      crawlDueAt = clock()
    },
  }

  function nextWalkAt() {
    const dueAt = head || crawl ? nextListAt : Math.min(headDueAt, crawlDueAt)
    return Math.max(nextListAt, dueAt)
  }
}
