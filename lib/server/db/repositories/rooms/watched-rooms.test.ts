import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { applied, newChange } from '../../testing/new-changes'
import { listed, readOf } from '../../testing/rooms'
import { storeTest } from '../../testing/store-test'
import type { Journal } from '../journal/journal'

const LATER = '2026-01-02T03:05:00.000Z'

async function save(journal: Journal, value: string) {
  const { change } = (await journal.insertPending(newChange({ room: 'r' }))).record
  const after = [{ key: 'title', value }]
  return (await journal.settle(change.id, { ...applied, after })).change
}

describe.each(kinds)('watched rooms on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('show a save before the directory has it', async ({ rooms, journal }) => {
    await rooms.write([{ ...listed('r'), ...readOf('r', { title: 'old' }) }])
    const { id: changeId, readAt } = await save(journal, 'saved')
    const [found] = await rooms.findWatched(['r', 'never-seen'])
    expect(found?.known).toEqual({
      entries: [{ key: 'title', value: 'saved' }],
      readAt,
      changeId,
    })
    expect(found?.lastChange).toMatchObject({ by: { name: 'Ada' }, keys: ['title'] })
  })

  it('keep their newest state after a save that had no effect', async ({ rooms, journal }) => {
    await rooms.write([listed('r')])
    const { id } = await save(journal, 'saved')
    const refused = (await journal.insertPending(newChange({ room: 'r' }))).record.change
    await journal.settle(refused.id, { outcome: 'not-applied', results: [], readAt: null })
    await rooms.write([readOf('r', { title: 'saved' }, { changeId: refused.id, readAt: LATER })])
    const [found] = await rooms.findWatched(['r'])
    expect(found?.known).toMatchObject({ entries: [{ value: 'saved' }], readAt: LATER })
    expect(found?.lastChange?.id).toBe(id)
  })

  it('show what was read if the journal has nothing, and stay when they end', async ({ rooms }) => {
    await rooms.write([{ ...listed('r'), ...readOf('r', { title: 'read' }) }, listed('s')])
    const find = async () =>
      (await rooms.findWatched(['r', 's'])).map(({ room, known, hasEnded }) => [
        room.name,
        known?.entries[0]?.value,
        hasEnded,
      ])
    expect(await find()).toEqual(
      expect.arrayContaining([
        ['Room r', 'read', false],
        ['Room s', undefined, false],
      ]),
    )
    await rooms.write([{ id: 'r', hasEnded: true }])
    expect((await find()).find(([name]) => name === 'Room r')?.[2]).toBe(true)
  })
})
