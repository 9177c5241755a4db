import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Entry } from '../metadata/entry'
import { type DraftRow, toEntries, toRows } from './draft'
import { mergeEntries } from './merge-entries'
import { loaded, row } from './testing/draft-rows'

const merge = (rows: readonly DraftRow[], ...entries: [string, string][]) =>
  mergeEntries(
    rows,
    entries.map(([key, value]) => ({ key, value })),
  )

it('changes the row of a key, and appends other keys in their order', () => {
  expect(merge([loaded('a', '1'), row('n', '2')], ['z', '9'], ['a', '3'], ['n', '4'])).toEqual({
    rows: [loaded('a', '1', { value: '3' }), row('n', '4')],
    added: [row('z', '9')],
  })
})

it('brings back a removed row, but prefers one that now has the key', () => {
  const removed = loaded('a', '1', { removed: true })
  expect(merge([removed], ['a', '2']).rows).toEqual([loaded('a', '1', { value: '2' })])
  const renamed = loaded('b', '1', { key: 'a' })
  expect(merge([removed, renamed], ['a', '2'])).toEqual({
    rows: [removed, { ...renamed, value: '2' }],
    added: [],
  })
  expect(merge([renamed], ['b', '2']).added).toEqual([row('b', '2')])
})

it('leaves a draft with exactly the imported values, and all others as they were', () => {
  const cell = fc.constantFrom('a', 'b', 'c', '__proto__', 'd')
  const entries = fc.uniqueArray(fc.record({ key: cell, value: cell }), {
    selector: ({ key }) => key,
  })
  fc.assert(
    fc.property(entries, entries, fc.array(fc.boolean()), (room, imported, removed) => {
      const draft = toRows(room).map((each, at) => ({ ...each, removed: removed[at] ?? false }))
      const { rows, added } = mergeEntries(draft, imported)
      const values = (list: readonly Entry[]) => new Map(list.map(({ key, value }) => [key, value]))
      expect(values(toEntries([...rows, ...added]))).toEqual(
        new Map([...values(toEntries(draft)), ...values(imported)]),
      )
    }),
  )
})
