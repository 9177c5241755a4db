import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import { Problem } from '@/lib/shared/api/problem'
import { createRooms } from '../db/repositories/rooms/rooms'
import { listedRoom, manyRooms } from '../db/testing/rooms'
import { openTestDatabase } from '../db/testing/store-test'
import { demoApp } from '../emulator/demo-app'
import { startEmulator } from '../emulator/server'
import { createEngineClient } from '../engine/client'
import { createLog } from '../runtime/log'
import { createCrawler } from './crawler'
import { createDirectoryWriter } from './directory-writer'
import { createListedRooms, createListingLiveService } from './testing/listed-rooms'

/** A room as the emulator keeps it in its file. */
const toStoredRoom = (id: string, views: number) => ({
  id,
  name: `Room ${id}`,
  type: 'Live',
  owner: 'host',
  coverUrl: '',
  notice: '',
  category: [],
  public: true,
  views,
  createdAt: 1_767_225_600,
  metadata: [],
})

/** A crawler whose clock the test moves: `run` lets that many seconds pass. */
async function setUp(count: number) {
  let now = 0
  const clock = () => now
  const rooms = createRooms(await openTestDatabase())
  const log = createLog('silent')
  const writer = createDirectoryWriter(rooms, log)
  const listedRooms = createListedRooms(count)
  const liveService = createListingLiveService(listedRooms, clock)
  const crawler = createCrawler({ engine: liveService.engine, rooms, writer, log }, clock)
  const run = async (seconds: number) => {
    for (const until = now + seconds * 1_000; now < until; ) {
      now += Math.max(1, await crawler.step(now + 15_000))
    }
    await writer.flush()
  }
  const list = (search = '') =>
    rooms.list({ words: search ? [search] : [], sort: 'views', limit: 20 })
  const idsOf = async (search = '') => (await list(search)).rooms.map(({ room }) => room.id)
  const callsOf = (command: 'list' | 'read') =>
    liveService.calls.filter((call) => call.command === command)
  return { crawler, run, rooms, listedRooms, liveService, list, idsOf, callsOf, clock }
}

it('reads the whole list at its pace, then again every minute', async () => {
  const { run, rooms, callsOf, list } = await setUp(2_000)
  await run(35)
  expect(await rooms.readState()).toMatchObject({ crawl: 1, rooms: 2_000, problem: null })
  expect((await list()).rooms[0]?.room.id).toBe('room-02000')
  expect(callsOf('read')).toEqual([])
  const times = callsOf('list').map(({ at }) => at)
  const pauses = times.slice(1).map((at, n) => at - (times[n] ?? 0))
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(250)
  await run(65)
  expect((await rooms.readState()).crawl).toBe(2)
})

it('reads the first pages every ten seconds in between', async () => {
  const { run, listedRooms, idsOf, callsOf } = await setUp(600)
  await run(20)
  listedRooms.set('new', listedRoom('new', { views: 9_999 }))
  const before = callsOf('list').length
  await run(11)
  expect((await idsOf())[0]).toBe('new')
  expect(callsOf('list').length - before).toBeLessThanOrEqual(10)
})

it('removes a room that has ended after reading it, and keeps one that the list has missed', async () => {
  const { run, listedRooms, idsOf, callsOf, rooms } = await setUp(30)
  await run(5)
  listedRooms.delete('room-00003')
  listedRooms.set('room-00004', listedRoom('room-00004', { isPublic: false }))
  await run(75)
  expect(await idsOf('room-00003')).toEqual([])
  expect(await idsOf('room-00004')).toEqual(['room-00004'])
  expect(new Set(callsOf('read').map(({ room }) => room))).toEqual(
    new Set(['room-00003', 'room-00004']),
  )
  expect((await rooms.readState()).rooms).toBe(29)
})

it('adds, updates and removes the rooms of webhooks at once', async () => {
  const { run, crawler, listedRooms, idsOf, list } = await setUp(30)
  await run(5)
  listedRooms.set('new', listedRoom('new', { name: 'Just opened' }))
  listedRooms.set('secret', listedRoom('secret', { isPublic: false }))
  listedRooms.set('room-00001', listedRoom('room-00001', { name: 'Renamed' }))
  listedRooms.delete('room-00002')
  for (const id of ['new', 'secret', 'room-00001', 'room-00002', 'nowhere']) {
    crawler.requestCheck(id)
  }
  await run(1)
  expect(await idsOf('opened')).toEqual(['new'])
  expect((await list('renamed')).rooms).toHaveLength(1)
  expect(await idsOf('room-00002')).toEqual([])
  // The private room was never opened.
  expect(await idsOf('secret')).toEqual([])
})

it('says why the list is old while the Live service is down, and calls it less and less', async () => {
  const { run, rooms, liveService, callsOf, idsOf } = await setUp(600)
  await run(4)
  liveService.problem = new Problem('engine.unreachable')
  const before = callsOf('list').length
  await run(120)
  expect(await rooms.readState()).toMatchObject({ problem: 'engine.unreachable' })
  expect(await idsOf()).toHaveLength(20)
  expect(callsOf('list').length - before).toBeLessThanOrEqual(10)
  liveService.problem = null
  await run(60)
  expect(await rooms.readState()).toMatchObject({ problem: null, rooms: 600 })
})

it('reads two thousand rooms of the emulator, which refuses no call', async () => {
  let now = 10_000
  const clock = () => now
  const dataDir = createTempFolder('crawl')
  const file = join(dataDir, 'rooms.json')
  const stored = manyRooms(2_000).map(({ id }, at) => toStoredRoom(id, at))
  writeFileSync(file, JSON.stringify(stored))
  const refused: number[] = []
  const onRefused = (code: number) => void refused.push(code)
  const emulator = await startEmulator({ ...demoApp, file, clock, onRefused })
  const engine = createEngineClient({ ...demoApp, url: emulator.url }, { clock })
  onTestFinished(async () => {
    await engine.close()
    await emulator.close()
  })
  const rooms = createRooms(await openTestDatabase())
  const log = createLog('silent')
  const writer = createDirectoryWriter(rooms, log)
  const crawler = createCrawler({ engine, rooms, writer, log }, clock)
  // A hundred pages, four a second, and a few of the first pages in between.
  for (const until = now + 35_000; now < until; ) {
    now += Math.max(1, await crawler.step(now + 15_000))
  }
  expect(await rooms.readState()).toMatchObject({ crawl: 1, rooms: 2_000 })
  expect(refused).toEqual([])
  expect(emulator.calls.filter(({ code }) => code !== 0)).toEqual([])
}, 60_000)

it('makes no call that could end after its lease', async () => {
  const { crawler, clock, callsOf } = await setUp(30)
  await crawler.step(clock() + 500)
  await crawler.step(Number.NEGATIVE_INFINITY)
  expect(callsOf('list')).toEqual([])
})
