import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { storeTest } from '../../testing/store-test'
import { createPins } from './pins'

describe.each(kinds)('pinned rooms on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('keeps the rooms of each person in their order', async ({ database }) => {
    const pins = createPins(database)
    expect(await pins.list('ada')).toEqual([])
    await pins.replace('ada', ['b', 'a', `a/b ?#%~."'`])
    await pins.replace('bo', ['c'])
    expect(await pins.list('ada')).toEqual(['b', 'a', `a/b ?#%~."'`])
    await pins.replace('ada', ['a'])
    expect([await pins.list('ada'), await pins.list('bo')]).toEqual([['a'], ['c']])
    await pins.replace('ada', [])
    expect(await pins.list('ada')).toEqual([])
  })

  it('keeps one of two lists that are written at once, and mixes none', async ({ database }) => {
    const lists = Array.from({ length: 8 }, (_, n) => [`first-${n}`, `second-${n}`])
    const pins = createPins(database)
    await Promise.all(lists.map((list) => pins.replace('ada', list)))
    expect(lists).toContainEqual(await pins.list('ada'))
  })
})
