import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { listed } from '../../testing/rooms'
import { storeTest } from '../../testing/store-test'

describe.each(kinds)('the names of rooms on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('are those of the directory, and unknown or nameless rooms are left out', async ({
    rooms,
    history,
  }) => {
    await rooms.write([
      listed('a', { name: '秋季时装周' }),
      listed('__proto__', { name: 'Odd' }),
      listed('nameless', { name: '' }),
      listed('other', { name: 'Other' }),
    ])
    const names = await history.listRoomNames(['a', '__proto__', 'nameless', 'unknown'])
    expect(names.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: '__proto__', name: 'Odd' },
      { id: 'a', name: '秋季时装周' },
    ])
    expect(await history.listRoomNames([])).toEqual([])
  })
})
