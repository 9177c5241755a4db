import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { StoreKind } from '../db/backend'
import { openDatabase } from '../db/database'
import { createHistory } from '../db/repositories/history'
import { createJournal } from '../db/repositories/journal'
import { isHere, kinds, newPlace } from '../db/testing/databases'
import { createVerified } from '../directory/metadata-cache'
import type { RoomIndex } from '../directory/room-directory'
import { createLog } from '../runtime/log'
import { createLive } from './realtime'

const ada = { id: 'ada', name: 'Ada' }
const bo = { id: 'bo', name: 'Bo' }

/** The events of a stream so far. */
function listen(body: ReadableStream<Uint8Array>): string[] {
  const events: string[] = []
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      const text = decoder.decode(chunk)
      events.push(...[...text.matchAll(/^event: (.*)$/gm)].map(([, name]) => name ?? ''))
    }
  }
  read().catch(() => undefined)
  return events
}

const still = async () => true
const soon = { timeout: 8_000 }

/** Two processes on one store: in PostgreSQL each with connections of its own, embedded there is but one. */
async function replicas(kind: StoreKind) {
  const place = await newPlace(kind)
  const first = await openDatabase(place.settings)
  const second = kind === 'postgres' ? await openDatabase(place.settings) : first
  const room = { entries: [] as Entry[] }
  const asked: string[] = []
  const readMetadata = async (name: string) => {
    asked.push(name)
    return room.entries
  }
  const reads = () => asked.filter((name) => name === 'r').length
  const make = (database: typeof first) => {
    const verified = createVerified()
    const outdated: string[] = []
    const live = createLive({
      database,
      engine: { readMetadata } as unknown as Parameters<typeof createLive>[0]['engine'],
      journal: createJournal(database),
      rooms: { outdate: (name: string) => void outdated.push(name) } as unknown as RoomIndex,
      verified,
      log: createLog('silent'),
      webhooks: { sdkAppId: 1, tokens: [] },
    })
    return { live, verified, outdated, history: createHistory(database) }
  }
  const both = [make(first), make(second)] as const
  onTestFinished(async () => {
    await Promise.all(both.map(({ live }) => live.closeAll()))
    await first.close()
    if (second !== first) await second.close()
    await place.clear()
  })
  const heard = both.map(({ live }) => listen(live.watch({ room: 'first', person: ada, still })))
  await vi.waitFor(() => {
    for (const { live } of both) live.changed('first')
    expect(heard.map((events) => events.filter((name) => name === 'changed').length > 3)).toEqual([
      true,
      true,
    ])
  }, soon)
  const [{ live: one, history }, { live: two }] = both
  return { one, two, both, history, room, reads }
}

describe.each(kinds)('two processes on %s', (kind) => {
  const test = it.skipIf(!isHere(kind))

  test('a save in one is told to who watches in the other', async () => {
    const { one, two } = await replicas(kind)
    const events = listen(two.watch({ room: 'r', person: bo, still }))
    const others = listen(two.watch({ room: 'other', person: bo, still }))
    one.changed('r')
    await vi.waitFor(() => expect(events).toContain('changed'), soon)
    expect(others).not.toContain('changed')
  })

  test('after a save in one, the other serves no read that began before it', async () => {
    const { one, two, both } = await replicas(kind)
    const events = listen(two.watch({ room: 'r', person: bo, still }))
    const told = both.map(({ verified }) => vi.spyOn(verified, 'outdate'))
    one.changed('r')
    await vi.waitFor(() => expect(events).toContain('changed'), soon)
    const of = told.map(({ mock }) => mock.calls.filter(([room]) => room === 'r').length)
    expect(of).toEqual([0, 1])
  })

  test('a new name of a room is told to who watches anywhere', async () => {
    const { one, two, both } = await replicas(kind)
    const events = listen(two.watch({ room: 'r', person: bo, still }))
    one.lookAtFacts('r')
    await vi.waitFor(() => expect(events).toContain('facts'), soon)
    expect(both[1].outdated).toContain('r')
  })

  test('each knows who watches in the other', async () => {
    const { one, two } = await replicas(kind)
    const events = listen(one.watch({ room: 'r', person: ada, still }))
    const visit = two.watch({ room: 'r', person: bo, still })
    await vi.waitFor(() => expect(one.watchers('r')).toEqual([ada, bo]), soon)
    await vi.waitFor(() => expect(two.watchers('r')).toEqual([ada, bo]), soon)
    await vi.waitFor(() => expect(events).toContain('presence'))
    await visit.cancel()
    await vi.waitFor(() => expect(one.watchers('r')).toEqual([ada]), soon)
  })

  test('a crew that comes in together is told of in one or two nudges, not each of each', async () => {
    const { one } = await replicas(kind)
    const events = listen(one.watch({ room: 'r', person: ada, still }))
    for (let at = 0; at < 50; at++) {
      one.watch({ room: 'r', person: { id: `p${at}`, name: `P${at}` }, still })
    }
    one.changed('r')
    await vi.waitFor(() => expect(events).toContain('changed'), soon)
    expect(events.filter((name) => name === 'presence').length).toBeLessThan(3)
    expect(one.watchers('r')).toHaveLength(51)
  })

  test('an app’s change that both see is one entry, and told everywhere', async () => {
    const { one, two, history, room, reads } = await replicas(kind)
    const events = [
      listen(one.watch({ room: 'r', person: ada, still })),
      listen(two.watch({ room: 'r', person: bo, still })),
    ]
    await vi.waitFor(() => expect(reads()).toBe(2), soon)
    room.entries = [{ key: 'a', value: '1' }]
    one.look('r')
    await vi.waitFor(() => {
      expect(events.map((each) => each.includes('changed'))).toEqual([true, true])
    }, soon)
    const before = reads()
    two.look('r')
    await vi.waitFor(() => expect(reads()).toBeGreaterThan(before + 1), soon)
    expect((await history.list({ room: 'r', limit: 9 })).changes).toHaveLength(1)
  })
})
