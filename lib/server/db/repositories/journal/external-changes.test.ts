import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { applied, newChange } from '../../testing/new-changes'
import { storeTest, withClockStep } from '../../testing/store-test'
import type { ExternalChange } from './external-changes'
import { createJournal, type Journal } from './journal'

const externalChange = (value: string, more: Partial<ExternalChange> = {}): ExternalChange => ({
  room: 'r',
  changes: [{ key: 'title', from: 'old', to: value }],
  readAt: '2026-01-02T03:04:05.678Z',
  after: [{ key: 'title', value }],
  ...more,
})

describe.each(kinds)('external changes on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('are inserted as settled and without an author', async ({ journal }) => {
    const change = await journal.recordExternalChange(
      externalChange('new'),
      await journal.readHead('r'),
    )
    expect(change).toMatchObject({
      room: 'r',
      source: 'outside',
      by: null,
      outcome: 'applied',
      readAt: '2026-01-02T03:04:05.678Z',
      results: [{ key: 'title', result: 'applied', found: 'new' }],
      durationMs: 0,
    })
    const head = await journal.readHead('r')
    expect(head).toMatchObject({ isLocked: false, changeId: change?.id })
    expect(head.entries).toEqual([{ key: 'title', value: 'new' }])
  })

  it('are inserted once when many replicas find them at the same time', async ({
    database,
    journal,
    history,
  }) => {
    const replicas = Array.from({ length: 8 }, () => createJournal(database))
    const head = await journal.readHead('r')
    const written = await Promise.all(
      replicas.map((replica, index) =>
        replica.recordExternalChange(externalChange(`v${index % 2}`), head),
      ),
    )
    expect(written.filter((change) => change !== null)).toHaveLength(1)
    expect((await history.list({ limit: 10 })).changes).toHaveLength(1)
  })

  it('can return a room to an earlier state', async ({ journal, history }) => {
    for (const value of ['a', 'b', 'a', 'b']) {
      expect(
        await journal.recordExternalChange(externalChange(value), await journal.readHead('r')),
      ).not.toBeNull()
    }
    expect((await history.list({ limit: 10 })).changes).toHaveLength(4)
  })

  it('are not inserted while a save locks the room, nor over a change in between', async ({
    journal,
  }) => {
    const head = await journal.readHead('r')
    const { change } = (await journal.insertPending(newChange({ room: 'r' }))).record
    expect((await journal.readHead('r')).isLocked).toBe(true)
    expect(await journal.recordExternalChange(externalChange('theirs'), head)).toBeNull()
    await journal.settle(change.id, applied)
    expect(await journal.recordExternalChange(externalChange('theirs'), head)).toBeNull()
    expect(await journal.readHead('r')).toMatchObject({
      isLocked: false,
      changeId: change.id,
      entries: applied.after,
    })
  })

  it.for([-600_000, 600_000])(
    'keep their order when the clock steps by %i ms',
    async (ms, { database, history }) => {
      const before = createJournal(database)
      const after = createJournal(withClockStep(database, ms))
      const save = async (journal: Journal, value: string) => {
        const { change } = (await journal.insertPending(newChange({ room: 'r' }))).record
        const entries = [{ key: 'title', value }]
        await journal.settle(change.id, { ...applied, after: entries })
        return change.id
      }
      for (let at = 0; at < 25; at++) await save(before, `earlier ${at}`)
      const head = await before.readHead('r')
      // An app and a person write after the step; then the clock is put right.
      const external = await after.recordExternalChange(externalChange('theirs'), head)
      expect(await before.readHead('r')).toMatchObject({
        changeId: external?.id,
        entries: [{ key: 'title', value: 'theirs' }],
      })
      const id = await save(after, 'ours')
      expect(await before.recordExternalChange(externalChange('late'), head)).toBeNull()
      expect(await before.readHead('r')).toMatchObject({
        changeId: id,
        entries: [{ key: 'title', value: 'ours' }],
      })
      expect((await history.findLastRead('r'))?.entries).toEqual([{ key: 'title', value: 'ours' }])
      const newest = await save(before, 'newest')
      expect((await after.readHead('r')).changeId).toBe(newest)
    },
  )

  it('keep the known entries after a refused save, and forget them after a save without a read back', async ({
    journal,
  }) => {
    const save = async (outcome: 'applied' | 'not-applied' | 'partial', after = applied.after) => {
      const { change } = (await journal.insertPending(newChange({ room: 'r' }))).record
      await journal.settle(change.id, { ...applied, outcome, after })
      return journal.readHead('r')
    }
    expect(await journal.readHead('r')).toMatchObject({ changeId: null, entries: null })
    expect((await save('applied')).entries).toEqual(applied.after)
    expect((await save('not-applied', null)).entries).toEqual(applied.after)
    expect((await save('partial', null)).entries).toBeNull()
  })
})
