import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { StoreKind } from '../db/backend'
import { isAvailable } from '../db/testing/databases'
import { lockStore } from '../db/testing/lock-store'
import { startPostgres } from '../db/testing/postgres'
import { headersOf, sendSave, startTestCluster } from '../testing/console/test-cluster'

const SET = { key: 'banner', from: 'Hello', to: 'Bye' }
/** Endpoints for signed-in users, all of which need the store. */
const PATHS = [
  'rooms/r/metadata',
  'rooms/r',
  'rooms/r/watchers',
  'changes',
  'changes/open',
  'rooms',
]

async function startOneConsole(kind: StoreKind, server?: string) {
  const cluster = await startTestCluster(kind, { server, env: { LIVE_SWEEP_QPS: '0' } })
  const [console] = cluster.consoles
  const [cookie] = cluster.cookies
  if (!console) throw new Error('no console')
  const { url } = console
  await cluster.createRoom('r', { banner: 'Hello' })
  const calls = cluster.engine.calls.length
  const get = async (path: string) => {
    const response = await fetch(`${url}/api/${path}`, { headers: headersOf(cookie) })
    const body = (await response.json()) as { error?: { code: string } }
    return { status: response.status, code: body.error?.code }
  }
  const save = (key: string = randomUUID()) =>
    sendSave({ url }, cookie, { room: 'r', key, changes: [SET] })
  // Without the crawl, which goes on for the seconds of its lease whatever people do.
  const liveCalls = () =>
    cluster.engine.calls
      .slice(calls)
      .map(({ command }) => command)
      .filter((command) => command !== 'get_room_list')
  const file = join(cluster.storeSettings.dataDir, 'console.db')
  return { ...cluster, console, get, save, liveCalls, file }
}

/**
 * All endpoints for users and the readiness probe report it, and the Live service is not called.
 */
async function expectUnavailable({
  get,
  save,
  liveCalls,
}: Awaited<ReturnType<typeof startOneConsole>>) {
  for (const path of PATHS) {
    expect([path, await get(path)]).toEqual([path, { status: 503, code: 'journal.unavailable' }])
  }
  expect(await save()).toMatchObject({ status: 503, code: 'journal.unavailable', change: null })
  expect((await get('health/live')).status).toBe(200)
  expect((await get('health/ready')).status).toBe(503)
  expect(liveCalls()).toEqual([])
}

describe('a console whose store is locked by another process', () => {
  it('refuses a save, sends nothing, still reads, and recovers afterwards', async () => {
    const { save, get, liveCalls, file } = await startOneConsole('embedded')
    const unlock = await lockStore(file)
    expect(await save()).toMatchObject({ status: 503, code: 'journal.unavailable', change: null })
    expect(await get('rooms/r/metadata')).toEqual({ status: 200 })
    expect(liveCalls()).toEqual(['get_room_metadata'])
    unlock()
    expect(await save()).toMatchObject({ status: 200, change: { outcome: 'applied' } })
  }, 60_000)

  it('still knows the outcome of a save that is sent again with the same key', async () => {
    const { save, file } = await startOneConsole('embedded')
    const key = randomUUID()
    const first = await save(key)
    const unlock = await lockStore(file)
    expect(await save(key)).toMatchObject({ status: 200, change: first.change })
    unlock()
  }, 60_000)
})

describe('a console whose store is gone', () => {
  it('reports it at every endpoint when the file is removed, and writes nothing to the Live service', async () => {
    const console = await startOneConsole('embedded')
    rmSync(console.file)
    await expectUnavailable(console)
  }, 60_000)

  it.skipIf(!isAvailable('postgres'))(
    'reports it at every endpoint when the server is down, and writes nothing to the Live service',
    async () => {
      const server = await startPostgres()
      if (typeof server === 'string') throw new Error(server)
      const console = await startOneConsole('postgres', server.url)
      await server.stop()
      await expectUnavailable(console)
    },
    60_000,
  )

  it('does not start on a store that another console uses', async () => {
    const { console, storeSettings, restart } = await startOneConsole('embedded')
    await expect(restart()).rejects.toThrow('did not start (1)')
    expect((await fetch(`${console.url}/api/health/ready`)).status).toBe(200)
    const logText = readFileSync(join(storeSettings.dataDir, 'console-0.log'), 'utf8')
    expect(logText).toContain('in use by another console process')
  }, 60_000)

  it('does not start without its store and creates no new one', async () => {
    const { console, file, storeSettings, restart } = await startOneConsole('embedded')
    console.signal('SIGKILL')
    await console.ended
    for (const tail of ['', '-wal', '-shm']) rmSync(`${file}${tail}`, { force: true })
    await expect(restart()).rejects.toThrow('did not start (1)')
    expect(existsSync(file)).toBe(false)
    const logText = readFileSync(join(storeSettings.dataDir, 'console-0.log'), 'utf8')
    expect(logText).toContain('is missing, although it was created before')
  }, 60_000)
})
