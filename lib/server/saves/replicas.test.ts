import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, type TestContext, vi } from 'vitest'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { isHere } from '../db/testing/databases'
import { readJournal } from '../testing/console/read-journal'
import type { Console } from '../testing/console/spawn'
import { type Crew, headersOf, saveAt, startCrew } from '../testing/console/test-cluster'
import { listen } from '../testing/http-endpoint'

const SET: KeyChange = { key: 'banner', from: 'Hello', to: 'Bye' }
const DELETE: KeyChange = { key: 'old', from: 'x', to: null }
/** Fifteen seconds without a heartbeat, ten between two looks, and a little for the work. */
const RECOVERED_MS = 27_000

async function twoConsoles({ onTestFinished: onEnd }: TestContext) {
  const crew = await startCrew('postgres', { replicas: 2, onEnd })
  const [first, second] = crew.consoles
  if (!first || !second) throw new Error('two consoles')
  const [cookie] = crew.cookies
  const save = (at: Console, changes: KeyChange[], key: string = randomUUID()) =>
    saveAt(at, cookie, { room: 'r', key, changes })
  const rows = async () => (await readJournal(crew.place.settings)).rows
  return { ...crew, first, second, cookie, save, rows }
}

const writesOf = ({ engine }: Crew) =>
  engine.calls.filter(({ command }) => /^(set|del)_/.test(command)).map(({ command }) => command)

/** The first console has sent its set, and the answer is on its way for three seconds. */
async function inMidSave(crew: Awaited<ReturnType<typeof twoConsoles>>) {
  await crew.makeRoom('r', { banner: 'Hello', old: 'x' })
  const before = writesOf(crew).length
  crew.suffer((command) => (command.startsWith('set') ? { kind: 'late', ms: 3_000 } : undefined))
  const answer = crew.save(crew.first, [SET, DELETE]).catch(() => null)
  await vi.waitFor(() => expect(writesOf(crew)).toHaveLength(before + 1), { timeout: 5_000 })
  crew.suffer(() => undefined)
  return { answer }
}

// Side by side, as two of them wait for half a minute.
describe.skipIf(!isHere('postgres')).concurrent('two consoles on one store', () => {
  it('settle each of fifty saves of one room at once or refuse it, and the history is the room', async (test) => {
    const { first, second, save, rows, makeRoom, holds } = await twoConsoles(test)
    await makeRoom('r', { banner: 'Hello' })
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        save(n % 2 ? first : second, [{ ...SET, to: `Bye ${n}` }]),
      ),
    )
    const applied = answers.filter(({ change }) => change?.outcome === 'applied')
    const others = answers.filter((answer) => !applied.includes(answer))
    expect(applied).toHaveLength(1)
    expect(others.every(({ status }) => status === 423 || status === 409)).toBe(true)
    const room = await holds('r')
    expect(room).toEqual({ banner: applied[0]?.change?.changes[0]?.to })
    const written = await rows()
    const standing = written.filter(({ change }) => change.outcome === 'applied')
    expect(standing.map(({ change }) => change.id)).toEqual([applied[0]?.change?.id])
    expect(standing[0]?.after).toEqual([{ key: 'banner', value: room.banner }])
    expect(written.every(({ change }) => change.settledAt !== null)).toBe(true)
  })

  it('tell who watches in one of them what is saved in the other, at once', async (test) => {
    const { first, second, cookie, save, makeRoom } = await twoConsoles(test)
    await makeRoom('r', { banner: 'Hello' })
    const { told } = await listen(`${second.url}/api/rooms/r/events`, headersOf(cookie))
    await vi.waitFor(() => expect(told.text).toContain('retry:'))
    const changed = () => told.events.filter((name) => name === 'changed').length
    const before = changed()
    expect((await save(first, [SET])).status).toBe(200)
    await vi.waitFor(() => expect(changed()).toBeGreaterThan(before), { timeout: 5_000 })
  })

  it('answer for each other: one that is killed in mid-save has its row settled by the other', async (test) => {
    const crew = await twoConsoles(test)
    await inMidSave(crew)
    crew.first.signal('SIGKILL')
    const busy = await crew.save(crew.second, [SET])
    expect([busy.status, busy.code]).toEqual([423, 'room.busy'])
    const { url } = crew.second
    const open = async () =>
      (await fetch(`${url}/api/changes/open`, { headers: headersOf(crew.cookie) })).text()
    await vi.waitFor(async () => expect(await open()).not.toContain('"settledAt":null'), {
      timeout: RECOVERED_MS,
      interval: 500,
    })
    const [row] = await crew.rows()
    expect(row?.change.outcome).toBe('partial')
    expect(row?.change.results.map(({ result }) => result)).toEqual(['applied', 'not-applied'])
    expect(await crew.holds('r')).toEqual({ banner: 'Bye', old: 'x' })
    expect(writesOf(crew).filter((command) => command.startsWith('del'))).toEqual([])
  }, 45_000)

  it('are safe from one of them that is stopped in mid-save for half a minute and goes on', async (test) => {
    const crew = await twoConsoles(test)
    const stoppedAt = performance.now()
    const { answer } = await inMidSave(crew)
    crew.first.signal('SIGSTOP')
    // The other one finds out what became of it; then somebody saves over it.
    const newer: KeyChange = { key: 'banner', from: 'Bye', to: 'Welcome' }
    await vi.waitFor(async () => expect((await crew.save(crew.second, [newer])).status).toBe(200), {
      timeout: RECOVERED_MS,
      interval: 1_000,
    })
    const [settled] = await crew.rows()
    const writes = writesOf(crew)
    await sleep(Math.max(0, 30_000 - (performance.now() - stoppedAt)))
    crew.first.signal('SIGCONT')
    // Its own answer is its last word: after that it does nothing more.
    expect(await answer).toMatchObject({ status: 200, change: { outcome: 'partial' } })
    expect(writesOf(crew)).toEqual(writes)
    expect(await crew.holds('r')).toEqual({ banner: 'Welcome', old: 'x' })
    const [same] = await crew.rows()
    expect([same?.change, same?.after]).toEqual([settled?.change, settled?.after])
    expect(same?.change.outcome).toBe('partial')
  }, 60_000)
})
