import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, type TestContext, vi } from 'vitest'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { isAvailable } from '../db/testing/databases'
import { readJournal } from '../testing/console/read-journal'
import type { ConsoleProcess } from '../testing/console/spawn'
import {
  headersOf,
  sendSave,
  startTestCluster,
  type TestCluster,
} from '../testing/console/test-cluster'
import { listen } from '../testing/http-endpoint'

const SET: KeyChange = { key: 'banner', from: 'Hello', to: 'Bye' }
const DELETE: KeyChange = { key: 'old', from: 'x', to: null }
/** docs/save-guarantees.md#limits-and-timings */
const RECOVERED_MS = 20_000

async function startTwoConsoles({ onTestFinished: onEnd }: TestContext, people = 1) {
  const cluster = await startTestCluster('postgres', { replicas: 2, people, onEnd })
  const [first, second] = cluster.consoles
  if (!first || !second) throw new Error('two consoles')
  const [cookie] = cluster.cookies
  const save = (at: ConsoleProcess, changes: KeyChange[], by = cookie) =>
    sendSave(at, by, { room: 'r', key: randomUUID(), changes })
  const rows = async () => (await readJournal(cluster.storeSettings)).rows
  return { ...cluster, first, second, cookie, save, rows }
}

const writesOf = ({ engine }: TestCluster) =>
  engine.calls.filter(({ command }) => /^(set|del)_/.test(command)).map(({ command }) => command)

/** The first console has sent its `set`; the reply takes three seconds. */
async function startSlowSave(cluster: Awaited<ReturnType<typeof startTwoConsoles>>) {
  await cluster.createRoom('r', { banner: 'Hello', old: 'x' })
  const before = writesOf(cluster).length
  cluster.setFault((command) =>
    command.startsWith('set') ? { kind: 'delay', ms: 3_000 } : undefined,
  )
  const response = cluster.save(cluster.first, [SET, DELETE]).catch(() => null)
  await vi.waitFor(() => expect(writesOf(cluster)).toHaveLength(before + 1), { timeout: 5_000 })
  cluster.setFault(() => undefined)
  return { response }
}

// Concurrent, because two of the tests wait for half a minute.
describe.skipIf(!isAvailable('postgres')).concurrent('two replicas', () => {
  it('settle or refuse each of fifty saves of one room, and the history matches the room', async (test) => {
    // Fifty people, because a busy console refuses more than twelve requests of one session.
    const { first, second, cookies, save, rows, createRoom, readRoom } = await startTwoConsoles(
      test,
      50,
    )
    await createRoom('r', { banner: 'Hello' })
    /** Tries again, as people do, if the store or the console of a busy machine runs out of time. */
    const saveUntilDecided = async (cookie: string, n: number) => {
      for (;;) {
        const changes = [{ ...SET, to: `Bye ${n}` }]
        const response = await save(n % 2 ? first : second, changes, cookie)
        if (response.status < 500) return response
      }
    }
    const responses = await Promise.all(cookies.map(saveUntilDecided))
    expect(responses).toHaveLength(50)
    const applied = responses.filter(({ change }) => change?.outcome === 'applied')
    const others = responses.filter((response) => !applied.includes(response))
    expect(applied).toHaveLength(1)
    expect(others.filter(({ status }) => status !== 423 && status !== 409)).toEqual([])
    const room = await readRoom('r')
    expect(room).toEqual({ banner: applied[0]?.change?.changes[0]?.to })
    const journalRows = await rows()
    const appliedRows = journalRows.filter(({ change }) => change.outcome === 'applied')
    expect(appliedRows.map(({ change }) => change.id)).toEqual([applied[0]?.change?.id])
    expect(appliedRows[0]?.after).toEqual([{ key: 'banner', value: room.banner }])
    await vi.waitFor(async () =>
      expect((await rows()).every(({ change }) => change.settledAt !== null)).toBe(true),
    )
  }, 60_000)

  it('send an event to people who watch on one replica when the other one saves', async (test) => {
    const { first, second, cookie, save, createRoom } = await startTwoConsoles(test)
    await createRoom('r', { banner: 'Hello' })
    const { output } = await listen(`${second.url}/api/rooms/r/events`, headersOf(cookie))
    await vi.waitFor(() => expect(output.text).toContain('retry:'))
    const changed = () => output.events.filter((name) => name === 'changed').length
    const before = changed()
    expect((await save(first, [SET])).status).toBe(200)
    await vi.waitFor(() => expect(changed()).toBeGreaterThan(before), { timeout: 5_000 })
  })

  it('settle the row of the other replica when it is killed during a save', async (test) => {
    const cluster = await startTwoConsoles(test)
    await startSlowSave(cluster)
    cluster.first.signal('SIGKILL')
    const busy = await cluster.save(cluster.second, [SET])
    expect([busy.status, busy.code]).toEqual([423, 'room.busy'])
    const { url } = cluster.second
    const open = async () =>
      (await fetch(`${url}/api/changes/open`, { headers: headersOf(cluster.cookie) })).text()
    await vi.waitFor(async () => expect(await open()).not.toContain('"settledAt":null'), {
      timeout: RECOVERED_MS,
      interval: 500,
    })
    const [row] = await cluster.rows()
    expect(row?.change.outcome).toBe('partial')
    expect(row?.change.results.map(({ result }) => result)).toEqual(['applied', 'not-applied'])
    expect(await cluster.readRoom('r')).toEqual({ banner: 'Bye', old: 'x' })
    expect(writesOf(cluster).filter((command) => command.startsWith('del'))).toEqual([])
  }, 45_000)

  it('are not harmed by a replica that is paused for half a minute during a save', async (test) => {
    const cluster = await startTwoConsoles(test)
    const stoppedAt = performance.now()
    const { response } = await startSlowSave(cluster)
    cluster.first.signal('SIGSTOP')
    // The other replica settles the save; then another save overwrites it.
    const newer: KeyChange = { key: 'banner', from: 'Bye', to: 'Welcome' }
    await vi.waitFor(
      async () => expect((await cluster.save(cluster.second, [newer])).status).toBe(200),
      {
        timeout: RECOVERED_MS,
        interval: 1_000,
      },
    )
    const [settled] = await cluster.rows()
    const writes = writesOf(cluster)
    await sleep(Math.max(0, 30_000 - (performance.now() - stoppedAt)))
    cluster.first.signal('SIGCONT')
    // The paused replica only responds to its request; it changes nothing any more.
    expect(await response).toMatchObject({ status: 200, change: { outcome: 'partial' } })
    expect(writesOf(cluster)).toEqual(writes)
    expect(await cluster.readRoom('r')).toEqual({ banner: 'Welcome', old: 'x' })
    const [row] = await cluster.rows()
    expect([row?.change, row?.after]).toEqual([settled?.change, settled?.after])
    expect(row?.change.outcome).toBe('partial')
  }, 60_000)
})
