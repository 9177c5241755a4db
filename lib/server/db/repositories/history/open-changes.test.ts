import { describe, expect } from 'vitest'
import type { KeyResult } from '@/lib/shared/changes/change'
import { isAvailable, kinds } from '../../testing/databases'
import { applied, newChange } from '../../testing/new-changes'
import { storeTest, withClockStep } from '../../testing/store-test'
import { createJournal, type Journal } from '../journal/journal'
import type { Settlement } from '../journal/journal-types'

const result = (key: string, keyResult: KeyResult['result']): KeyResult => ({
  key,
  result: keyResult,
  found: null,
})
const half: Settlement = {
  ...applied,
  outcome: 'partial',
  results: [result('a', 'applied'), result('b', 'not-applied')],
}

async function saved(journal: Journal, room: string, settlement?: Settlement, restores?: string) {
  const { id } = (await journal.insertPending(newChange({ room, restores: restores ?? null })))
    .record.change
  if (settlement) await journal.settle(id, settlement)
  return id
}

describe.each(kinds)('changes that need attention, on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('are the unsettled ones, then the partial ones', async ({ journal, history }) => {
    const open = async (room?: string) =>
      (await history.listOpenChanges({ room })).map(({ id }) => id)
    await saved(journal, 'r', applied)
    const partial = await saved(journal, 'r', half)
    const pending = await saved(journal, 'r')
    const other = await saved(journal, 's', half)
    expect(await open('r')).toEqual([pending, partial])
    expect((await open()).sort()).toEqual([pending, partial, other].sort())
  })

  it('exclude those that later changes completed or a restore undid', async ({
    journal,
    history,
  }) => {
    await saved(journal, 'finished', half)
    await saved(journal, 'finished', { ...applied, results: [result('b', 'applied')] })
    const taken = await saved(journal, 'taken back', half)
    await saved(journal, 'taken back', applied, taken)
    const left = await saved(journal, 'left', half)
    await saved(journal, 'left', { ...applied, results: [result('c', 'applied')] })
    expect((await history.listOpenChanges({})).map(({ id }) => id)).toEqual([left])
  })

  it.for([-600_000, 600_000])(
    'exclude those that were completed after the clock stepped by %i ms',
    async (ms, { database, history }) => {
      const before = createJournal(database)
      const after = createJournal(withClockStep(database, ms))
      await saved(before, 'r', half)
      await saved(after, 'r', { ...applied, results: [result('b', 'applied')] })
      expect(await history.listOpenChanges({})).toEqual([])
      // What was completed before does not complete a later one.
      const again = await saved(before, 'r', half)
      expect((await history.listOpenChanges({})).map(({ id }) => id)).toEqual([again])
    },
  )

  it('exclude partial ones older than a week', async ({ database, journal, history }) => {
    const id = await saved(journal, 'r')
    const week = 7 * 24 * 3_600_000
    await database.kysely
      .updateTable('changes')
      .set({ at: (await database.now()) - week - 1 })
      .execute()
    await journal.settle(id, half)
    expect(await history.listOpenChanges({ room: 'r' })).toEqual([])
  })
})
