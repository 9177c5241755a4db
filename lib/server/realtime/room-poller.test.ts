import { describe, expect, vi } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Database } from '../db/database'
import { createJournal } from '../db/repositories/journal'
import { isHere, kinds } from '../db/testing/databases'
import { applied, intent } from '../db/testing/store-intents'
import { storeTest } from '../db/testing/store-test'
import { createVerified } from '../directory/metadata-cache'
import { createLog } from '../runtime/log'
import { createFollow } from './room-poller'

const title = (value: string): Entry[] => [{ key: 'title', value }]

/** A room in an engine, and a process that follows it on this database. */
function follower(database: Database, room: { entries: Entry[] | Problem }) {
  const told = { here: vi.fn(), journalled: vi.fn() }
  const reads = vi.fn(async () => {
    if (room.entries instanceof Problem) throw room.entries
    return room.entries
  })
  const verified = createVerified()
  const parts = {
    engine: { readMetadata: reads },
    journal: createJournal(database),
    verified,
    log: createLog('silent'),
  }
  return { ...createFollow(parts, told), told, reads, verified }
}

describe.each(kinds)('following a room on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isHere(kind))

  it('remembers a room seen for the first time, and writes down what apps change from then on', async ({
    database,
    history,
  }) => {
    const room = { entries: title('a') }
    const { look, told } = follower(database, room)
    expect(await look('r')).toBe(true)
    await look('r')
    expect((await history.list({ limit: 9 })).changes).toEqual([])
    room.entries = title('b')
    await look('r')
    await look('r')
    const { changes } = await history.list({ limit: 9 })
    expect(changes).toHaveLength(1)
    expect(changes[0]).toMatchObject({
      source: 'outside',
      by: null,
      changes: [{ key: 'title', from: 'a', to: 'b' }],
    })
    expect(told.journalled.mock.calls).toEqual([['r']])
    expect(told.here).not.toHaveBeenCalled()
  })

  it('two replicas that see the same change write it once, and neither loses the next', async ({
    database,
    history,
  }) => {
    const room = { entries: title('a') }
    const replicas = [follower(database, room), follower(database, room)]
    const lookAll = () => Promise.all(replicas.map(({ look }) => look('r')))
    for (const value of ['a', 'b', 'a', 'c', 'b']) {
      room.entries = title(value)
      await lookAll()
      await lookAll()
    }
    const { changes } = await history.list({ limit: 9 })
    const steps = changes.map((change) => change.changes[0]).reverse()
    expect(steps.map((step) => `${step?.from}${step?.to}`)).toEqual(['ab', 'ba', 'ac', 'cb'])
    const told = replicas.flatMap((replica) => replica.told.journalled.mock.calls)
    expect(told).toHaveLength(4)
  })

  it('takes no save of ours for an outside change, also while it is under way', async ({
    database,
    journal,
    history,
  }) => {
    const room = { entries: title('old') }
    const { look, reads } = follower(database, room)
    await look('r')
    const { change } = (await journal.begin(intent({ room: 'r' }))).entry
    room.entries = title('new')
    expect(await look('r')).toBe(true)
    expect(reads).toHaveBeenCalledTimes(1)
    await journal.settle(change.id, applied)
    await look('r')
    expect((await history.list({ limit: 9 })).changes).toHaveLength(1)
    room.entries = title('theirs')
    await look('r')
    const [newest] = (await history.list({ limit: 9 })).changes
    expect(newest?.changes).toEqual([{ key: 'title', from: 'new', to: 'theirs' }])
  })

  it('a save that begins while the room is being read is not mistaken for an app', async ({
    database,
    journal,
    history,
  }) => {
    const room = { entries: title('old') }
    const { look, reads } = follower(database, room)
    await look('r')
    reads.mockImplementationOnce(async () => {
      const { change } = (await journal.begin(intent({ room: 'r' }))).entry
      await journal.settle(change.id, applied)
      room.entries = title('new')
      return title('new')
    })
    await look('r')
    await look('r')
    expect((await history.list({ limit: 9 })).changes.map(({ source }) => source)).toEqual([
      'console',
    ])
  })

  it('what changed while nobody watched is found by the journal’s newest state', async ({
    database,
    journal,
    history,
  }) => {
    const { change } = (await journal.begin(intent({ room: 'r' }))).entry
    await journal.settle(change.id, applied)
    await follower(database, { entries: [] }).look('r')
    const [newest] = (await history.list({ limit: 9 })).changes
    expect(newest?.changes).toEqual([{ key: 'title', from: 'new', to: null }])
  })

  it('pages are told when the engine falls silent, and when it is back, once each', async ({
    database,
  }) => {
    const room: { entries: Entry[] | Problem } = { entries: title('a') }
    const { look, told, verified } = follower(database, room)
    await look('r')
    room.entries = new Problem('engine.unreachable')
    expect(await look('r')).toBe(false)
    expect(await look('r')).toBe(false)
    expect(told.here).toHaveBeenCalledTimes(1)
    expect(verified.get('r')?.entries).toEqual(title('a'))
    room.entries = title('a')
    expect(await look('r')).toBe(true)
    await look('r')
    expect(told.here).toHaveBeenCalledTimes(2)
  })
})
