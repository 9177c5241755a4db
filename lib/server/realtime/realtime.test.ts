import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { StoreKind } from '../db/backend'
import { openDatabase } from '../db/database'
import { createHistory } from '../db/repositories/history/history'
import { createJournal } from '../db/repositories/journal/journal'
import { createRooms } from '../db/repositories/rooms/rooms'
import { createStoreSettings, isAvailable, kinds } from '../db/testing/databases'
import { createDirectoryWriter } from '../directory/directory-writer'
import { createMetadataCache } from '../directory/metadata-cache'
import { createLog } from '../runtime/log'
import { createRealtime } from './realtime'

const ada = { id: 'ada', name: 'Ada' }
const bo = { id: 'bo', name: 'Bo' }

/** Collects the names of a stream's events. */
function collectEvents(body: ReadableStream<Uint8Array>): string[] {
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

const canWatch = async () => true
const WAIT = { timeout: 8_000 }

/**
 * Two processes on one store. In PostgreSQL each has its own connections; the embedded store has
 * only one.
 */
async function startReplicas(kind: StoreKind) {
  const settings = await createStoreSettings(kind)
  const first = await openDatabase(settings)
  const second = kind === 'postgres' ? await openDatabase(settings) : first
  const room = { entries: [] as Entry[] }
  const readRooms: string[] = []
  const readMetadata = async (name: string) => {
    readRooms.push(name)
    return room.entries
  }
  const countReads = () => readRooms.filter((name) => name === 'r').length
  const log = createLog('silent')
  const createProcess = (database: typeof first) => {
    const metadataCache = createMetadataCache()
    const invalidated: string[] = []
    const realtime = createRealtime({
      database,
      engine: { readMetadata },
      journal: createJournal(database),
      roomDirectory: {
        invalidate: (name: string) => void invalidated.push(name),
        noteChange: () => undefined,
      },
      directoryWriter: createDirectoryWriter(createRooms(database), log),
      metadataCache,
      log,
      webhooks: { sdkAppId: 1, tokens: [] },
    })
    return { realtime, metadataCache, invalidated, history: createHistory(database) }
  }
  const both = [createProcess(first), createProcess(second)] as const
  onTestFinished(async () => {
    await Promise.all(both.map(({ realtime }) => realtime.close()))
    await first.close()
    if (second !== first) await second.close()
  })
  const eventLists = both.map(({ realtime }) =>
    collectEvents(realtime.openStream({ room: 'first', person: ada, canWatch })),
  )
  await vi.waitFor(() => {
    for (const { realtime } of both) realtime.publishRoomChange('first')
    expect(
      eventLists.map((events) => events.filter((name) => name === 'changed').length > 3),
    ).toEqual([true, true])
  }, WAIT)
  const [{ realtime: one, history }, { realtime: two }] = both
  return { one, two, both, history, room, countReads }
}

describe.each(kinds)('two processes on %s', (kind) => {
  const test = it.skipIf(!isAvailable(kind))

  test('a save in one process sends an event to people who watch in the other', async () => {
    const { one, two } = await startReplicas(kind)
    const events = collectEvents(two.openStream({ room: 'r', person: bo, canWatch }))
    const others = collectEvents(two.openStream({ room: 'other', person: bo, canWatch }))
    one.publishRoomChange('r')
    await vi.waitFor(() => expect(events).toContain('changed'), WAIT)
    expect(others).not.toContain('changed')
  })

  test('after a save in one process, the other one shares no earlier read', async () => {
    const { one, two, both } = await startReplicas(kind)
    const events = collectEvents(two.openStream({ room: 'r', person: bo, canWatch }))
    const spies = both.map(({ metadataCache }) => vi.spyOn(metadataCache, 'invalidate'))
    one.publishRoomChange('r')
    await vi.waitFor(() => expect(events).toContain('changed'), WAIT)
    const calls = spies.map(({ mock }) => mock.calls.filter(([room]) => room === 'r').length)
    expect(calls).toEqual([0, 1])
  })

  test('a new room name sends an event to everyone who watches', async () => {
    const { one, two, both } = await startReplicas(kind)
    const events = collectEvents(two.openStream({ room: 'r', person: bo, canWatch }))
    one.publishRoomInfoChange('r')
    await vi.waitFor(() => expect(events).toContain('facts'), WAIT)
    expect(both[1].invalidated).toContain('r')
  })

  test('a stream about a list gets its events from both processes, and is no presence', async () => {
    const { one, two } = await startReplicas(kind)
    const history = collectEvents(two.openStream({ topics: ['history'], person: bo, canWatch }))
    const people = collectEvents(two.openStream({ topics: ['people'], person: ada, canWatch }))
    one.publishRoomChange('r')
    one.publishPeopleChange()
    await vi.waitFor(() => expect(history).toContain('history'), WAIT)
    await vi.waitFor(() => expect(people).toContain('people'), WAIT)
    expect([...history, ...people]).not.toContain('changed')
    expect(two.listWatchers('r')).toEqual([])
  })

  test('a stream about several rooms gets the events of each and of lists, and is no presence', async () => {
    const { one, two, room, countReads } = await startReplicas(kind)
    const watched = { rooms: ['q', 'r'], topics: ['history'], person: bo, canWatch } as const
    const events = collectEvents(two.openStream(watched))
    one.publishRoomChange('r')
    await vi.waitFor(
      () => expect(events).toEqual(expect.arrayContaining(['changed', 'history'])),
      WAIT,
    )
    one.publishRoomInfoChange('q')
    await vi.waitFor(() => expect(events).toContain('facts'), WAIT)
    const editor = one.openStream({ room: 'r', person: ada, canWatch })
    await vi.waitFor(() => expect(events).toContain('presence'), WAIT)
    expect(two.listWatchers('r')).toEqual([ada])
    await editor.cancel()
    await vi.waitFor(() => expect(two.listWatchers('r')).toEqual([]), WAIT)
    // It is open on no screen any more, so it is left to the sweep.
    const reads = countReads()
    const hints: string[] = []
    two.onHint((hint) => hints.push(hint.room))
    room.entries = [{ key: 'a', value: 'changed' }]
    one.requestPoll('r')
    await vi.waitFor(() => expect(hints).toEqual(['r']), WAIT)
    expect(countReads()).toBe(reads)
  })

  test('each process lists people who watch in the other', async () => {
    const { one, two } = await startReplicas(kind)
    const events = collectEvents(one.openStream({ room: 'r', person: ada, canWatch }))
    const stream = two.openStream({ room: 'r', person: bo, canWatch })
    await vi.waitFor(() => expect(one.listWatchers('r')).toEqual([ada, bo]), WAIT)
    await vi.waitFor(() => expect(two.listWatchers('r')).toEqual([ada, bo]), WAIT)
    await vi.waitFor(() => expect(events).toContain('presence'), WAIT)
    await stream.cancel()
    await vi.waitFor(() => expect(one.listWatchers('r')).toEqual([ada]), WAIT)
  })

  test('fifty people who open a room together cause one or two presence events', async () => {
    const { one } = await startReplicas(kind)
    const events = collectEvents(one.openStream({ room: 'r', person: ada, canWatch }))
    for (let i = 0; i < 50; i++) {
      one.openStream({ room: 'r', person: { id: `p${i}`, name: `P${i}` }, canWatch })
    }
    one.publishRoomChange('r')
    await vi.waitFor(() => expect(events).toContain('changed'), WAIT)
    expect(events.filter((name) => name === 'presence').length).toBeLessThan(3)
    expect(one.listWatchers('r')).toHaveLength(51)
  })

  test('an external change that both processes see is recorded once and sent to everyone', async () => {
    const { one, two, history, room, countReads } = await startReplicas(kind)
    const events = [
      collectEvents(one.openStream({ room: 'r', person: ada, canWatch })),
      collectEvents(two.openStream({ room: 'r', person: bo, canWatch })),
    ]
    await vi.waitFor(() => expect(countReads()).toBe(2), WAIT)
    room.entries = [{ key: 'a', value: '1' }]
    one.requestPoll('r')
    await vi.waitFor(() => {
      expect(events.map((each) => each.includes('changed'))).toEqual([true, true])
    }, WAIT)
    const before = countReads()
    two.requestPoll('r')
    await vi.waitFor(() => expect(countReads()).toBeGreaterThan(before + 1), WAIT)
    expect((await history.list({ room: 'r', limit: 9 })).changes).toHaveLength(1)
  })
})
