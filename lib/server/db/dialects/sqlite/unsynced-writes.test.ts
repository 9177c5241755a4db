import Libsql from 'libsql'
import { afterEach, expect, it, vi } from 'vitest'
import { createJournal } from '../../repositories/journal/journal'
import { applied, newChange } from '../../testing/new-changes'
import { openTestDatabase } from '../../testing/store-test'

afterEach(() => void vi.restoreAllMocks())

/** Whether each commit waited for the disk, by the settings that the driver gives SQLite. */
function watchCommits() {
  const execute = vi.spyOn(Libsql.prototype, 'exec')
  return () => {
    let level = 'full'
    return execute.mock.calls.flatMap(([sql]) => {
      level = /^pragma synchronous = (\w+)$/.exec(sql)?.[1] ?? level
      return sql === 'commit' ? [level === 'full' ? 'waits' : 'does not wait'] : []
    })
  }
}

it('waits for the disk when a save records an attempt and when it settles', async () => {
  const journal = createJournal(await openTestDatabase('embedded'))
  const commits = watchCommits()
  const { id } = (await journal.insertPending(newChange())).record.change
  await journal.markSent(id, journal.holder, 'set')
  await journal.recordCall(id, journal.holder, {
    step: 'set',
    class: 'ok',
    code: 0,
    requestId: null,
    ms: 1,
  })
  await journal.settle(id, applied)
  expect(commits()).toEqual(['does not wait', 'waits', 'does not wait', 'waits'])
})

it('waits for the disk at the end of a transaction', async () => {
  const database = await openTestDatabase('embedded')
  const journal = createJournal(database)
  const commits = watchCommits()
  await journal.insertPending(newChange())
  await database.kysely.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('sessions').execute()
  })
  expect(commits()).toEqual(['does not wait', 'waits'])
})
