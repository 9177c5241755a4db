import { describe, expect, vi } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Database } from '../db/database'
import { createJournal } from '../db/repositories/journal/journal'
import { createRooms } from '../db/repositories/rooms/rooms'
import { isAvailable, kinds } from '../db/testing/databases'
import { applied, newChange } from '../db/testing/new-changes'
import { storeTest } from '../db/testing/store-test'
import { createDirectoryWriter } from '../directory/directory-writer'
import { createMetadataCache } from '../directory/metadata-cache'
import { createLog } from '../runtime/log'
import { createAccountClaims } from './account-claims'
import { createRoomPoller } from './room-poller'

const title = (value: string): Entry[] => [{ key: 'title', value }]

/** A process that polls the room and uses this database. */
function createReplica(database: Database, room: { entries: Entry[] | Problem }) {
  const listeners = { onStale: vi.fn(), onRecorded: vi.fn() }
  const reads = vi.fn(async () => {
    if (room.entries instanceof Problem) throw room.entries
    return room.entries
  })
  const metadataCache = createMetadataCache()
  const log = createLog('silent')
  const directoryWriter = createDirectoryWriter(createRooms(database), log)
  const parts = {
    engine: { readMetadata: reads },
    journal: createJournal(database),
    metadataCache,
    accountClaims: createAccountClaims(),
    directoryWriter,
    log,
  }
  const poller = createRoomPoller(parts, listeners)
  return { ...poller, listeners, reads, metadataCache, directoryWriter }
}

describe.each(kinds)('polling a room on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('remembers the first entries of a room, and records later changes by apps', async ({
    database,
    history,
  }) => {
    const room = { entries: title('a') }
    const { poll, listeners } = createReplica(database, room)
    expect(await poll('r')).toBe(true)
    await poll('r')
    expect((await history.list({ limit: 9 })).changes).toEqual([])
    room.entries = title('b')
    await poll('r')
    await poll('r')
    const { changes } = await history.list({ limit: 9 })
    expect(changes).toHaveLength(1)
    expect(changes[0]).toMatchObject({
      source: 'outside',
      by: null,
      changes: [{ key: 'title', from: 'a', to: 'b' }],
    })
    expect(listeners.onRecorded.mock.calls).toEqual([['r']])
    expect(listeners.onStale).not.toHaveBeenCalled()
  })

  it('two replicas that see the same change record it once, and neither misses the next one', async ({
    database,
    history,
  }) => {
    const room = { entries: title('a') }
    const replicas = [createReplica(database, room), createReplica(database, room)]
    const pollAll = () => Promise.all(replicas.map(({ poll }) => poll('r')))
    for (const value of ['a', 'b', 'a', 'c', 'b']) {
      room.entries = title(value)
      await pollAll()
      await pollAll()
    }
    const { changes } = await history.list({ limit: 9 })
    const steps = changes.map((change) => change.changes[0]).reverse()
    expect(steps.map((step) => `${step?.from}${step?.to}`)).toEqual(['ab', 'ba', 'ac', 'cb'])
    const recorded = replicas.flatMap((replica) => replica.listeners.onRecorded.mock.calls)
    expect(recorded).toHaveLength(4)
  })

  it('does not mistake a save for an external change, even while the save is running', async ({
    database,
    journal,
    history,
  }) => {
    const room = { entries: title('old') }
    const { poll, reads } = createReplica(database, room)
    await poll('r')
    const { change } = (await journal.insertPending(newChange({ room: 'r' }))).record
    room.entries = title('new')
    expect(await poll('r')).toBe(true)
    expect(reads).toHaveBeenCalledTimes(1)
    await journal.settle(change.id, applied)
    await poll('r')
    expect((await history.list({ limit: 9 })).changes).toHaveLength(1)
    room.entries = title('theirs')
    await poll('r')
    const [newest] = (await history.list({ limit: 9 })).changes
    expect(newest?.changes).toEqual([{ key: 'title', from: 'new', to: 'theirs' }])
  })

  it('does not mistake a save that starts during the read for an external change', async ({
    database,
    journal,
    history,
  }) => {
    const room = { entries: title('old') }
    const { poll, reads } = createReplica(database, room)
    await poll('r')
    reads.mockImplementationOnce(async () => {
      const { change } = (await journal.insertPending(newChange({ room: 'r' }))).record
      await journal.settle(change.id, applied)
      room.entries = title('new')
      return title('new')
    })
    await poll('r')
    await poll('r')
    expect((await history.list({ limit: 9 })).changes.map(({ source }) => source)).toEqual([
      'console',
    ])
  })

  it('finds a change in an unwatched room by comparing with the journal', async ({
    database,
    journal,
    history,
  }) => {
    const { change } = (await journal.insertPending(newChange({ room: 'r' }))).record
    await journal.settle(change.id, applied)
    await createReplica(database, { entries: [] }).poll('r')
    const [newest] = (await history.list({ limit: 9 })).changes
    expect(newest?.changes).toEqual([{ key: 'title', from: 'new', to: null }])
  })

  it('records what changed while no process ran, between the reads before and after', async ({
    database,
    history,
  }) => {
    const earlier = createReplica(database, { entries: title('a') })
    await earlier.poll('r')
    await earlier.directoryWriter.flush()
    const known = await earlier.directoryWriter.findKnown('r')
    const later = createReplica(database, { entries: title('b') })
    await later.observe('r', { deadline: performance.now() + 1_000 })
    const [change] = (await history.list({ limit: 9 })).changes
    expect(change?.changes).toEqual([{ key: 'title', from: 'a', to: 'b' }])
    expect(change?.previousReadAt).toBe(known?.readAt)
    expect(later.metadataCache.get('r')).toBeNull()
  })

  it('records a change once, however often it is read afterwards', async ({
    database,
    history,
  }) => {
    const room = { entries: title('a') }
    const replicas = [createReplica(database, room), createReplica(database, room)]
    const [first, second] = replicas
    await first?.poll('r')
    room.entries = title('b')
    await first?.poll('r')
    await first?.directoryWriter.flush()
    for (const replica of [second, first, second]) await replica?.poll('r')
    expect((await history.list({ limit: 9 })).changes).toHaveLength(1)
  })

  it('sends one event when the Live service stops replying, and one when it replies again', async ({
    database,
  }) => {
    const room: { entries: Entry[] | Problem } = { entries: title('a') }
    const { poll, listeners, metadataCache } = createReplica(database, room)
    await poll('r')
    room.entries = new Problem('engine.unreachable')
    expect(await poll('r')).toBe(false)
    expect(await poll('r')).toBe(false)
    expect(listeners.onStale).toHaveBeenCalledTimes(1)
    expect(metadataCache.get('r')?.entries).toEqual(title('a'))
    room.entries = title('a')
    expect(await poll('r')).toBe(true)
    await poll('r')
    expect(listeners.onStale).toHaveBeenCalledTimes(2)
  })
})
