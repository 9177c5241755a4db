import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { applied, newChange } from '../../testing/new-changes'
import { storeTest, withClockStep } from '../../testing/store-test'
import { createJournal } from '../journal/journal'

const HOUR_MS = 3_600_000

describe.each(kinds)('the number of changes on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('is counted for each hour, and by whether the change was made here', async ({
    database,
    history,
    journal,
  }) => {
    const since = (await database.now()) - HOUR_MS / 2
    const saveAt = async (hours: number) => {
      const late = createJournal(withClockStep(database, hours * HOUR_MS))
      const { change } = (await late.insertPending(newChange())).record
      await late.settle(change.id, applied)
    }
    for (const hours of [-1, 0, 0, 2, 3]) await saveAt(hours)
    const head = await journal.readHead('r')
    const external = { room: 'r', changes: [{ key: 'a', from: null, to: '1' }], after: [] }
    await journal.recordExternalChange({ ...external, readAt: new Date().toISOString() }, head)
    const toIso = (hours: number) => new Date(since + hours * HOUR_MS).toISOString()
    expect(await history.countByHour({ since: toIso(0), until: toIso(3) })).toEqual([
      { from: toIso(0), console: 2, external: 1 },
      { from: toIso(2), console: 1, external: 0 },
    ])
  })
})
