import { describe, expect } from 'vitest'
import type { Journal, Settlement } from './journal'
import { isHere, kinds } from './testing/databases'
import { applied, intent } from './testing/store-intents'
import { storeTest } from './testing/store-test'

const partial: Settlement = {
  outcome: 'partial',
  results: [
    { key: 'title', result: 'applied', found: 'new' },
    { key: 'goal', result: 'not-applied', found: '1' },
  ],
  readAt: '2026-01-02T03:04:05.678Z',
}
const changes = [
  { key: 'title', from: 'old', to: 'new' },
  { key: 'goal', from: '1', to: null },
]

async function save(journal: Journal, more: Parameters<typeof intent>[0], settlement: Settlement) {
  const { entry } = await journal.begin(intent({ room: 'r', changes, ...more }))
  await journal.settle(entry.change.id, settlement)
  return entry.change.id
}

describe.each(kinds)('a change that got in only in part, on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isHere(kind))

  it('is told in its room until a later save touches one of its keys', async ({ journal }) => {
    expect(await journal.unfinishedOf('r')).toBeNull()
    const id = await save(journal, {}, partial)
    expect(await journal.unfinishedOf('r')).toMatchObject({ id, outcome: 'partial' })
    expect(await journal.unfinishedOf('another')).toBeNull()
    await save(journal, { changes: [{ key: 'other', from: null, to: '1' }] }, applied)
    await save(journal, {}, { ...applied, outcome: 'not-applied' })
    expect(await journal.unfinishedOf('r')).toMatchObject({ id })
    await save(journal, { changes: [{ key: 'goal', from: '1', to: null }] }, applied)
    expect(await journal.unfinishedOf('r')).toBeNull()
  })

  it('is not dealt with by what an app does', async ({ journal }) => {
    const id = await save(journal, {}, partial)
    const stand = await journal.standOf('r')
    const seen = { room: 'r', changes, readAt: '2026-01-02T03:04:09.000Z', after: [] }
    expect(await journal.insertOutside(seen, stand)).not.toBeNull()
    expect(await journal.unfinishedOf('r')).toMatchObject({ id })
  })
})
