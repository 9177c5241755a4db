import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { describe, expect, it } from 'vitest'
import type { StoreKind } from '../db/backend'
import { isHere } from '../db/testing/databases'
import { startPostgres } from '../db/testing/postgres'
import { headersOf, saveAt, startCrew } from '../testing/console/test-cluster'

const SET = { key: 'banner', from: 'Hello', to: 'Bye' }
/** What asks for the store on behalf of somebody who is signed in. */
const DOORS = [
  'rooms/r/metadata',
  'rooms/r',
  'rooms/r/watchers',
  'changes',
  'changes/open',
  'rooms',
]

async function oneConsole(kind: StoreKind, server?: string) {
  const crew = await startCrew(kind, { server })
  const [console] = crew.consoles
  const [cookie] = crew.cookies
  if (!console) throw new Error('no console')
  const { url } = console
  await crew.makeRoom('r', { banner: 'Hello' })
  const calls = crew.engine.calls.length
  const get = async (path: string) => {
    const response = await fetch(`${url}/api/${path}`, { headers: headersOf(cookie) })
    const body = (await response.json()) as { error?: { code: string } }
    return { status: response.status, code: body.error?.code }
  }
  async function save() {
    const startedAt = performance.now()
    const told = await saveAt({ url }, cookie, { room: 'r', key: randomUUID(), changes: [SET] })
    return { ...told, ms: performance.now() - startedAt }
  }
  const engineSaw = () => crew.engine.calls.slice(calls).map(({ command }) => command)
  const file = join(crew.place.settings.dataDir, 'console.db')
  return { ...crew, console, get, save, engineSaw, file }
}

/** Every door of people says so, probes tell it apart, and the engine is asked for nothing. */
async function expectGone({ get, save, engineSaw }: Awaited<ReturnType<typeof oneConsole>>) {
  for (const path of DOORS) {
    expect([path, await get(path)]).toEqual([path, { status: 503, code: 'journal.unavailable' }])
  }
  expect(await save()).toMatchObject({ status: 503, code: 'journal.unavailable', change: null })
  expect((await get('health/live')).status).toBe(200)
  expect((await get('health/ready')).status).toBe(503)
  expect(engineSaw()).toEqual([])
}

describe('a console whose store is locked by another', () => {
  it('refuses a save within a second, sends nothing, goes on reading, and takes up again', async () => {
    const { save, get, engineSaw, file } = await oneConsole('embedded')
    const other = new Libsql(file)
    other.exec('begin exclusive')
    const refused = await save()
    expect(refused).toMatchObject({ status: 503, code: 'journal.unavailable', change: null })
    expect(refused.ms).toBeLessThan(1_000)
    expect(await get('rooms/r/metadata')).toEqual({ status: 200 })
    expect(engineSaw()).toEqual(['get_room_metadata'])
    other.exec('rollback')
    other.close()
    expect(await save()).toMatchObject({ status: 200, change: { outcome: 'applied' } })
  }, 60_000)
})

describe('a console whose store is gone', () => {
  it('says so at every door when the file was removed, and writes nothing to the engine', async () => {
    const console = await oneConsole('embedded')
    rmSync(console.file)
    await expectGone(console)
  }, 60_000)

  it.skipIf(!isHere('postgres'))(
    'says so at every door when the server is down, and writes nothing to the engine',
    async () => {
      const server = await startPostgres()
      if (typeof server === 'string') throw new Error(server)
      const console = await oneConsole('postgres', server.url)
      await server.stop()
      await expectGone(console)
    },
    60_000,
  )

  it('does not start again on nothing, and makes no new store in its place', async () => {
    const { console, file, place, restart } = await oneConsole('embedded')
    console.signal('SIGKILL')
    await console.ended
    for (const tail of ['', '-wal', '-shm']) rmSync(`${file}${tail}`, { force: true })
    await expect(restart()).rejects.toThrow('did not start (1)')
    expect(existsSync(file)).toBe(false)
    const said = readFileSync(join(place.settings.dataDir, 'console-0.log'), 'utf8')
    expect(said).toContain('is missing, though it was made before')
  }, 60_000)
})
