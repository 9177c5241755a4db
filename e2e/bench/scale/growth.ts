import { setTimeout as sleep } from 'node:timers/promises'
import { cookieHeader } from '../../support/people'
import { consoleUrl } from '../../support/test-settings'
import { sumMetrics } from '../console-metrics'
import { createHttpClient, quantile, type TimedRequest } from '../load-generator'
import { measureSaves } from '../measure-saves'
import type { Client } from '../normal-work'
import {
  bannerOf,
  openPages,
  PAGES_PER_PERSON,
  saveBanner,
  signInForPages,
} from '../watching-pages'
import { forEachStore, startFilledServers } from './filled-servers'

/**
 * Measures the same requests with 1, 10 and 100 times as many rooms, changes and viewers, on both
 * stores. Exits with 1 when one that is not a search takes longer than the logarithm of the rooms
 * allows, or when the memory grows.
 */
const FACTORS = [1, 10, 100]
const ROOMS = 500
const CHANGES = 1_000
const VIEWERS = 2
const WARM_UP = 20
const RUNS = 60
const SAVES = 20
/** ln(50,000) ÷ ln(500); the same of the changes is a little less. */
const LOGARITHM = Math.log(ROOMS * 100) / Math.log(ROOMS)
/** Of a median of one run, on a machine that does something else as well. */
const NOISE_MS = 1.5
const MEMORY_GROWTH = 1.25

/** Its calls would count as those of saves. */
const SETTINGS = { LIVE_SWEEP_QPS: '0' }
const ROOM = 'show-000001'
const get = (path: string): TimedRequest => ({ method: 'GET', path })
const REQUESTS: Record<string, TimedRequest> = {
  'room list': get('/api/rooms'),
  'room list by last change': get('/api/rooms?sort=changed'),
  'page of the room list': get('/rooms'),
  'metadata of a room': get(`/api/rooms/${ROOM}/metadata`),
  'page of a room': get(`/rooms/${ROOM}`),
  history: get('/api/changes'),
  'history of a room': get('/api/changes?room=room-42'),
  'history of a person': get('/api/changes?person=person-7'),
}
const SEARCHES: Record<string, TimedRequest> = {
  'search: an id': get('/api/rooms?search=show-000012'),
  'search: a value of all rooms': get('/api/rooms?search=tonight'),
}

/** Name of a measurement → figures, one per factor. */
type Figures = Map<string, number[]>

async function measure(figures: Figures, client: Client) {
  const add = (name: string, figure: number) =>
    figures.set(name, [...(figures.get(name) ?? []), Math.round(figure * 10) / 10])
  const medianOf = async (request: TimedRequest) => {
    const times: number[] = []
    for (let run = 0; run < WARM_UP + RUNS; run++) {
      const { status, ms } = await client.send(request)
      if (status !== 200) throw new Error(`${request.path} responded with ${status}`)
      if (run >= WARM_UP) times.push(ms)
    }
    return quantile(times, 0.5)
  }
  for (const [name, request] of Object.entries({ ...REQUESTS, ...SEARCHES })) {
    add(`${name}, ms`, await medianOf(request))
  }
  const saves = { room: 'show-000002', key: 'load', from: null, warmUp: WARM_UP, count: SAVES }
  // Without the calls, in which the emulator writes all of its rooms to a file.
  add('save outside the Live service, ms', (await measureSaves(client, saves)).outsideMs)
  add('memory, MiB', (await sumMetrics('process_resident_memory_bytes ')) / 2 ** 20)
  return add
}

/** From a save until a page of another viewer has read it, median ms. */
async function measureViewers(count: number, editorCookie: string): Promise<number> {
  await saveBanner(
    editorCookie,
    `/api/rooms/${ROOM}`,
    'https://cdn.example/banner/1.png',
    bannerOf(0),
  )
  const cookies = await signInForPages(count)
  const pages = openPages(ROOM, cookies)
  await sleep(2_000)
  for (let nth = 1; nth <= SAVES; nth++) {
    await pages.save(cookies[(nth * PAGES_PER_PERSON) % cookies.length] ?? '', nth)
    await sleep(500)
    await pages.waitForReads()
  }
  pages.close()
  if (pages.delays.length < count * SAVES) throw new Error('a page missed a save')
  return quantile(pages.delays, 0.5)
}

let exceeded = 0
await forEachStore(async (store, createStore) => {
  const figures: Figures = new Map()
  for (const factor of FACTORS) {
    const size = { rooms: ROOMS * factor, changes: CHANGES * factor }
    const servers = await startFilledServers(await createStore(), size, SETTINGS)
    const cookie = cookieHeader(servers.editor)
    const client = createHttpClient(consoleUrl, { cookie })
    try {
      const add = await measure(figures, client)
      const viewers = VIEWERS * factor
      add('from a save to the other viewers, ms', await measureViewers(viewers, cookie))
    } finally {
      client.close()
      await servers.stop()
    }
  }
  const limitOf = (name: string, first: number): number => {
    if (name.startsWith('memory')) return first * MEMORY_GROWTH
    const isFree = name.startsWith('search') || name.includes('viewers')
    return isFree ? Number.POSITIVE_INFINITY : first * LOGARITHM + NOISE_MS
  }
  const rows = [...figures].map(([name, [first = 0, second = 0, third = 0]]) => {
    const limit = limitOf(name, first)
    if (Math.max(second, third) > limit) exceeded += 1
    const row = { '1×': first, '10×': second, '100×': third }
    return [name, { ...row, limit: Number.isFinite(limit) ? Math.round(limit * 10) / 10 : '' }]
  })
  console.log(`${store}: 1× is ${ROOMS} rooms, ${CHANGES} changes and ${VIEWERS} viewers of a room`)
  console.table(Object.fromEntries(rows))
})
process.exit(exceeded === 0 ? 0 : 1)
