import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byKey } from '../metadata/entry'
import { applyChanges } from './diff'
import {
  findDuplicateRows,
  getRowStatus,
  toEntries,
  toKeyChanges,
  toRenames,
  toRows,
} from './draft'
import { loaded, row } from './testing/draft-rows'

describe('a draft', () => {
  it('has no changes until it is edited, whatever the room contains', () => {
    const entries = [
      { key: 'a\u200b', value: 'x\r\ny' },
      { key: '__proto__', value: '' },
    ].sort(byKey)
    expect(toKeyChanges(toRows(entries))).toEqual([])
  })

  it('has changes that lead to exactly what its rows show', () => {
    const cell = fc.constantFrom('a', 'b', '__proto__', 'constructor')
    const rows = fc.uniqueArray(
      fc.record({ key: cell, value: cell, removed: fc.boolean(), base: fc.constant(null) }),
      { selector: (each) => each.key },
    )
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const start = before.map(({ key, value }) => ({ key, value }))
        const draft = [
          ...start.map((base) => ({ ...base, base, removed: true })),
          ...after.filter((each) => !each.removed),
        ]
        expect(applyChanges(start, toKeyChanges(draft))).toEqual(toEntries(draft).sort(byKey))
      }),
    )
  })

  it('reports the status of each row', () => {
    expect(getRowStatus(loaded('a', '1'))).toBe('unchanged')
    expect(getRowStatus(loaded('a', '1', { value: '2' }))).toBe('changed')
    expect(getRowStatus(loaded('a', '1', { key: 'b' }))).toBe('changed')
    expect(getRowStatus(loaded('a', '1', { removed: true }))).toBe('removed')
    expect(getRowStatus(row('a', '1'))).toBe('new')
  })

  it('turns a removed key that is typed again into one change of that key', () => {
    expect(toKeyChanges([loaded('a', '1', { removed: true }), row('a', '2')])).toEqual([
      { key: 'a', from: '1', to: '2' },
    ])
  })

  it('maps old keys to new keys', () => {
    expect(toRenames([loaded('a', '1', { key: 'b' }), loaded('c', '2')])).toEqual(
      new Map([['a', 'b']]),
    )
  })
})

it('findDuplicateRows returns both rows of a repeated key, but not a removed one', () => {
  expect(findDuplicateRows([loaded('a', '1'), row('b', ''), row('a', '2')])).toEqual([0, 2])
})
