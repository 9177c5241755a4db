import { randomUUID } from 'node:crypto'
import { describe, expect, it, type TestContext, vi } from 'vitest'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import type { StoreKind } from '../db/backend'
import { isAvailable } from '../db/testing/databases'
import { startPostgres } from '../db/testing/postgres'
import type { Fault } from '../emulator/faults/faults'
import { readJournal } from '../testing/console/read-journal'
import { headersOf, sendSave, startTestCluster } from '../testing/console/test-cluster'
import { listen } from '../testing/http-endpoint'

const isSetCommand = (command: string) => command === 'set_room_metadata'

/**
 * A console in the middle of a save: the Live service has received the write and applies `fault` to
 * it.
 */
async function startMidSave(
  { onTestFinished: onEnd }: TestContext,
  fault: Fault,
  kind: StoreKind = 'embedded',
  server?: string,
) {
  const cluster = await startTestCluster(kind, { server, onEnd })
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
  async function shutDown() {
    console?.signal('SIGTERM')
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
        server.url,
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
