import { describe, expect } from 'vitest'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { isAvailable, kinds } from '../../testing/databases'
import { newChange } from '../../testing/new-changes'
import { storeTest, withClockStep } from '../../testing/store-test'
import { createJournal, type Journal } from '../journal/journal'
import type { Settlement } from '../journal/journal-types'

const change = (key: string, to: string | null): KeyChange => ({ key, from: null, to })

/** Saves key changes in room `r`; all are applied except those in `failed`. */
async function save(journal: Journal, changes: KeyChange[], failed: readonly string[] = []) {
  const record = (await journal.insertPending(newChange({ room: 'r', changes }))).record
  const results = changes.map(({ key, to }) =>
    failed.includes(key)
      ? { key, result: 'not-applied' as const, found: null }
      : { key, result: 'applied' as const, found: to },
  )
  const settlement: Settlement = {
    outcome:
      failed.length === 0
        ? 'applied'
        : failed.length === changes.length
          ? 'not-applied'
          : 'partial',
    results,
    readAt: '2026-01-02T03:04:05.678Z',
    after: [],
  }
  await journal.settle(record.change.id, settlement)
  return record.change.id
}

describe.each(kinds)('the changes of a key on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('are found by the last one that wrote the key, also of a partial save', async ({
    journal,
    history,
  }) => {
    const first = await save(journal, [change('a', '1'), change('b', '1')])
    const second = await save(journal, [change('a', '2'), change('b', '2')], ['b'])
    await save(journal, [change('a', '3')], ['a'])
    await journal.insertPending(newChange({ room: 'r', changes: [change('a', '4')] }))
    const found = await history.findLastKeyChanges('r', ['a', 'b', 'unknown'])
    expect([...found].map(([key, { id }]) => [key, id]).sort()).toEqual([
      ['a', second],
      ['b', first],
    ])
    expect(found.get('a')).toMatchObject({ by: { name: 'Ada' }, source: 'console' })
    expect(await history.findLastKeyChanges('other', ['a'])).toEqual(new Map())
    expect(await history.findLastKeyChanges('r', [])).toEqual(new Map())
  })

  it('include the external ones', async ({ journal, history }) => {
    await save(journal, [change('a', '1')])
    const external = await journal.recordExternalChange(
      {
        room: 'r',
        changes: [{ key: 'a', from: '1', to: '2' }],
        readAt: '2026-01-02T03:04:06.000Z',
        after: [{ key: 'a', value: '2' }],
      },
      await journal.readHead('r'),
    )
    const found = await history.findLastKeyChanges('r', ['a'])
    expect(found.get('a')).toMatchObject({ id: external?.id, source: 'outside', by: null })
  })

  it.for([-600_000, 600_000])(
    'are in the order in which they settled, although the clock stepped by %i ms',
    async (ms, { journal, history, database }) => {
      await save(journal, [change('a', '1')])
      const id = await save(createJournal(withClockStep(database, ms)), [change('a', '2')])
      expect((await history.findLastKeyChanges('r', ['a'])).get('a')?.id).toBe(id)
    },
  )

  it.for(['a"b\\', '中文🎉', 'line\nbreak', '__proto__', "it's"])(
    'are found whatever characters the key has: %j',
    async (key, { journal, history }) => {
      const id = await save(journal, [change(key, '1')])
      await save(journal, [change(`${key}2`, '1')])
      expect((await history.findLastKeyChanges('r', [key])).get(key)?.id).toBe(id)
      const listed = await history.list({ room: 'r', key, limit: 9 })
      expect(listed.changes.map((found) => found.id)).toEqual([id])
    },
  )

  it('do not keep a change with NUL from being settled', async ({ journal, history }) => {
    const id = await save(journal, [change('nul\u0000', '1')])
    expect((await history.list({ room: 'r', limit: 9 })).changes).toMatchObject([
      { id, outcome: 'applied' },
    ])
    const last = await history.findLastKeyChanges('r', ['nul\u0000'])
    expect(last.size).toBe(kind === 'embedded' ? 1 : 0)
  })

  it('are listed newest first, with those that were not applied, in one room or all', async ({
    journal,
    history,
  }) => {
    const first = await save(journal, [change('a', '1'), change('b', '1')])
    await save(journal, [change('b', '2')])
    const refused = await save(journal, [change('a', '2')], ['a'])
    const listIds = async (query: { room?: string; key: string }) =>
      (await history.list({ ...query, limit: 9 })).changes.map(({ id }) => id)
    expect((await listIds({ room: 'r', key: 'a' })).sort()).toEqual([first, refused].sort())
    expect((await listIds({ key: 'a' })).sort()).toEqual([first, refused].sort())
    expect(await listIds({ room: 'other', key: 'a' })).toEqual([])
  })
})
