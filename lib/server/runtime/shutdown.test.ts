import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import type { StoreKind } from '../db/backend'
import { isHere } from '../db/testing/databases'
import { startPostgres } from '../db/testing/postgres'
import type { Fault } from '../emulator/faults'
import { readJournal } from '../testing/console/read-journal'
import { headersOf, saveAt, startCrew } from '../testing/console/test-cluster'
import { listen } from '../testing/http-endpoint'

/** Whoever asks a process to end kills it after twenty seconds (faults §5). */
const LONGEST_MS = 20_000

const isSet = (command: string) => command === 'set_room_metadata'

/** A console in the middle of a save: its engine has the write and does `wrong` to it. */
async function inMidSave(wrong: Fault, kind: StoreKind = 'embedded', server?: string) {
  const crew = await startCrew(kind, { server })
  const [console] = crew.consoles
  const [cookie] = crew.cookies
  if (!console) throw new Error('no console')
  await crew.makeRoom('r', { banner: 'Hello' })
  const events = `${console.url}/api/rooms/${slugOf('r')}/events`
  const { told } = await listen(events, headersOf(cookie))
  crew.suffer((command) => (isSet(command) ? wrong : undefined))
  const before = crew.engine.calls.length
  const changes = [{ key: 'banner', from: 'Hello', to: 'Bye' }]
  const save = saveAt(console, cookie, { room: 'r', key: randomUUID(), changes })
  const answer = save.catch(() => null)
  await vi.waitFor(
    () => expect(crew.engine.calls.slice(before).some(({ command }) => isSet(command))).toBe(true),
    { timeout: 5_000 },
  )
  async function end() {
    const askedAt = performance.now()
    console?.signal('SIGTERM')
    const code = await console?.ended
    return { code, ms: performance.now() - askedAt, answer: await answer }
  }
  const outcomes = async () => {
    const { rows } = await readJournal(crew.place.settings)
    return rows.map(({ change }) => change.outcome)
  }
  return { ...crew, told, end, outcomes }
}

describe('a console that is asked to end in the middle of a save', () => {
  it('finishes the save, answers it, says goodbye to who watches, and ends with 0', async () => {
    const { end, told, outcomes, holds } = await inMidSave({ kind: 'late', ms: 1_500 })
    const { code, ms, answer } = await end()
    expect([code, ms < LONGEST_MS]).toEqual([0, true])
    expect(answer).toMatchObject({ status: 200, change: { outcome: 'applied' } })
    expect(await outcomes()).toEqual(['applied'])
    expect(await holds('r')).toEqual({ banner: 'Bye' })
    expect(told.events.at(-1)).toBe('bye')
  }, 30_000)

  it('finds out what became of a write whose answer does not come', async () => {
    const { end, outcomes, holds } = await inMidSave({ kind: 'never' })
    const { code, ms, answer } = await end()
    expect([code, ms < LONGEST_MS]).toEqual([0, true])
    expect(answer).toMatchObject({ code: 'engine.no-answer', change: { outcome: 'not-applied' } })
    expect(await outcomes()).toEqual(['not-applied'])
    expect(await holds('r')).toEqual({ banner: 'Hello' })
  }, 30_000)

  it.skipIf(!isHere('postgres'))(
    'ends in time all the same while neither engine nor store say a word, and leaves the rest to the next one',
    async () => {
      const server = await startPostgres()
      if (typeof server === 'string') throw new Error(server)
      const { end, outcomes, suffer } = await inMidSave({ kind: 'never' }, 'postgres', server.url)
      suffer(() => ({ kind: 'never' }))
      const thaw = server.freeze()
      const { code, ms } = await end()
      expect([code, ms < LONGEST_MS]).toEqual([0, true])
      thaw()
      expect(await outcomes()).toEqual(['pending'])
      await server.stop()
    },
    60_000,
  )
})
