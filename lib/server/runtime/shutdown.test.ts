import { randomUUID } from 'node:crypto'
import { describe, expect, it, type TestContext, vi } from 'vitest'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import type { StoreKind } from '../db/backend'
import { isAvailable } from '../db/testing/databases'
import { startPostgres } from '../db/testing/postgres'
import type { Fault } from '../emulator/faults/faults'
import { readJournal } from '../testing/console/read-journal'
import type { ConsoleProcess } from '../testing/console/spawn'
import { headersOf, sendSave, startTestCluster } from '../testing/console/test-cluster'
import { listen } from '../testing/http-endpoint'

type SendSignals = (console: ConsoleProcess) => void | Promise<void>

const isSetCommand = (command: string) => command === 'set_room_metadata'

/**
 * A console in the middle of a save: the Live service has received the write and applies `fault` to
 * it.
 */
async function startMidSave(
  { onTestFinished: onEnd }: TestContext,
  fault: Fault,
  kind: StoreKind = 'embedded',
  options: { server?: string; withNpm?: boolean } = {},
) {
  const cluster = await startTestCluster(kind, { ...options, onEnd })
  const [console] = cluster.consoles
  const [cookie] = cluster.cookies
  if (!console) throw new Error('no console')
  await cluster.createRoom('r', { banner: 'Hello' })
  const events = `${console.url}/api/rooms/${toSlug('r')}/events`
  const { output } = await listen(events, headersOf(cookie))
  cluster.setFault((command) => (isSetCommand(command) ? fault : undefined))
  const before = cluster.engine.calls.length
  const changes = [{ key: 'banner', from: 'Hello', to: 'Bye' }]
  const save = sendSave(console, cookie, { room: 'r', key: randomUUID(), changes })
  const answer = save.catch(() => null)
  await vi.waitFor(
    () =>
      expect(cluster.engine.calls.slice(before).some(({ command }) => isSetCommand(command))).toBe(
        true,
      ),
    { timeout: 5_000 },
  )
  async function shutDown(sendSignals: SendSignals = ({ signal }) => signal('SIGTERM')) {
    if (console) await sendSignals(console)
    const code = await console?.ended
    return { code, answer: await answer }
  }
  const outcomes = async () => {
    const { rows } = await readJournal(cluster.storeSettings)
    return rows.map(({ change }) => change.outcome)
  }
  return { ...cluster, output, shutDown, outcomes }
}

// Concurrent, because they wait for time-outs of up to 16 seconds.
describe.concurrent('a console that gets SIGTERM in the middle of a save', () => {
  it('finishes the save, responds, closes event streams with `bye`, and exits with 0', async (test) => {
    const { shutDown, output, outcomes, readRoom } = await startMidSave(test, {
      kind: 'delay',
      ms: 1_500,
    })
    const { code, answer } = await shutDown()
    expect(code).toBe(0)
    expect(answer).toMatchObject({ status: 200, change: { outcome: 'applied' } })
    expect(await outcomes()).toEqual(['applied'])
    expect(await readRoom('r')).toEqual({ banner: 'Bye' })
    expect(output.events.at(-1)).toBe('bye')
  }, 30_000)

  it('determines the outcome of a write whose reply does not arrive', async (test) => {
    const { shutDown, outcomes, readRoom } = await startMidSave(test, { kind: 'drop' })
    const { code, answer } = await shutDown()
    expect(code).toBe(0)
    expect(answer).toMatchObject({ code: 'engine.no-answer', change: { outcome: 'not-applied' } })
    expect(await outcomes()).toEqual(['not-applied'])
    expect(await readRoom('r')).toEqual({ banner: 'Hello' })
  }, 30_000)

  it.skipIf(!isAvailable('postgres'))(
    'exits when neither the Live service nor the store responds, and leaves the change pending',
    async (test) => {
      const server = await startPostgres()
      if (typeof server === 'string') throw new Error(server)
      const { shutDown, outcomes, setFault } = await startMidSave(
        test,
        { kind: 'drop' },
        'postgres',
        { server: server.url },
      )
      setFault(() => ({ kind: 'drop' }))
      const thaw = server.freeze()
      const { code } = await shutDown()
      expect(code).toBe(0)
      thaw()
      expect(await outcomes()).toEqual(['pending'])
      await server.stop()
    },
    60_000,
  )
})

describe.concurrent('a console that runs with `npm start`', () => {
  const fault = { kind: 'delay', ms: 3_000 } as const
  const withNpm = { withNpm: true }

  for (const [receiver, sendSignal] of [
    ['npm', ({ signal }) => signal('SIGTERM')],
    ['its process group, as systemd does', ({ signalGroup }) => signalGroup('SIGTERM')],
    ['its process group, as Ctrl+C does', ({ signalGroup }) => signalGroup('SIGINT')],
  ] as [string, SendSignals][]) {
    it(`finishes a save and exits with 0 after a signal to ${receiver}`, async (test) => {
      const { shutDown, outcomes } = await startMidSave(test, fault, 'embedded', withNpm)
      const { code, answer } = await shutDown(sendSignal)
      expect(answer).toMatchObject({ status: 200, change: { outcome: 'applied' } })
      expect(code).toBe(0)
      expect(await outcomes()).toEqual(['applied'])
    }, 30_000)
  }

  it('finishes a save after npm was killed', async (test) => {
    const { shutDown, consoles } = await startMidSave(test, fault, 'embedded', withNpm)
    const { answer } = await shutDown(({ signal }) => signal('SIGKILL'))
    expect(answer).toMatchObject({ status: 200, change: { outcome: 'applied' } })
    const url = `${consoles[0]?.url}/api/health/live`
    await vi.waitFor(() => expect(fetch(url)).rejects.toThrow(), { timeout: 10_000 })
  }, 30_000)
})

it('ends at once when signals keep coming, and leaves the change pending', async (test) => {
  const { shutDown, outcomes } = await startMidSave(test, { kind: 'delay', ms: 6_000 })
  const { code, answer } = await shutDown(async ({ signal, ended }) => {
    const timer = setInterval(() => signal('SIGTERM'), 100)
    await ended
    clearInterval(timer)
  })
  expect([code, answer]).toEqual([1, null])
  expect(await outcomes()).toEqual(['pending'])
}, 30_000)
