import { describe, expect } from 'vitest'
import { isHere, kinds } from '../testing/databases'
import { applied, intent } from '../testing/store-intents'
import { storeTest } from '../testing/store-test'
import type { OutsideChange } from './external-changes'
import { createJournal } from './journal'

const seen = (value: string, more: Partial<OutsideChange> = {}): OutsideChange => ({
  room: 'r',
  changes: [{ key: 'title', from: 'old', to: value }],
  readAt: '2026-01-02T03:04:05.678Z',
  after: [{ key: 'title', value }],
  ...more,
})

describe.each(kinds)('changes from outside on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isHere(kind))

  it('are settled as they are written, and by nobody', async ({ journal }) => {
    const change = await journal.insertOutside(seen('new'), await journal.standOf('r'))
    expect(change).toMatchObject({
      room: 'r',
      source: 'outside',
      by: null,
      outcome: 'applied',
      readAt: '2026-01-02T03:04:05.678Z',
      results: [{ key: 'title', result: 'applied', found: 'new' }],
      durationMs: 0,
    })
    const stand = await journal.standOf('r')
    expect(stand).toMatchObject({ taken: false, head: change?.id })
    expect(stand.entries).toEqual([{ key: 'title', value: 'new' }])
  })

  it('seen by many replicas at once are written once', async ({ database, journal, history }) => {
    const replicas = Array.from({ length: 8 }, () => createJournal(database))
    const stand = await journal.standOf('r')
    const written = await Promise.all(
      replicas.map((replica, at) => replica.insertOutside(seen(`v${at % 2}`), stand)),
    )
    expect(written.filter((change) => change !== null)).toHaveLength(1)
    expect((await history.list({ limit: 10 })).changes).toHaveLength(1)
  })

  it('can lead back to where the room was before', async ({ journal, history }) => {
    for (const value of ['a', 'b', 'a', 'b']) {
      expect(await journal.insertOutside(seen(value), await journal.standOf('r'))).not.toBeNull()
    }
    expect((await history.list({ limit: 10 })).changes).toHaveLength(4)
  })

  it('are not written while a save holds the room, nor over one that came between', async ({
    journal,
  }) => {
    const stand = await journal.standOf('r')
    const { change } = (await journal.begin(intent({ room: 'r' }))).entry
    expect((await journal.standOf('r')).taken).toBe(true)
    expect(await journal.insertOutside(seen('theirs'), stand)).toBeNull()
    await journal.settle(change.id, applied)
    expect(await journal.insertOutside(seen('theirs'), stand)).toBeNull()
    expect(await journal.standOf('r')).toMatchObject({
      taken: false,
      head: change.id,
      entries: applied.after,
    })
  })

  it('a refused save leaves what is known; one whose room was not read back leaves nothing', async ({
    journal,
  }) => {
    const save = async (outcome: 'applied' | 'not-applied' | 'partial', after = applied.after) => {
      const { change } = (await journal.begin(intent({ room: 'r' }))).entry
      await journal.settle(change.id, { ...applied, outcome, after })
      return journal.standOf('r')
    }
    expect(await journal.standOf('r')).toMatchObject({ head: null, entries: null })
    expect((await save('applied')).entries).toEqual(applied.after)
    expect((await save('not-applied', null)).entries).toEqual(applied.after)
    expect((await save('partial', null)).entries).toBeNull()
  })
})
