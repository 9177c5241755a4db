import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byKey, type Entry } from '../metadata/entry'
import { applyChanges, computeTotals, diffEntries, invertChanges } from './diff'

const oddKeys = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'a',
  'A',
  'a ',
  'é',
  'e\u0301',
  '',
)
const key = fc.oneof(oddKeys, fc.string({ unit: 'grapheme', maxLength: 4 }))
const entries = fc
  .uniqueArray(fc.record({ key, value: fc.string({ maxLength: 3 }) }), {
    selector: (entry) => entry.key,
  })
  .map((list): Entry[] => [...list].sort(byKey))

describe('diffEntries', () => {
  it('leads from any room to any other, and its inverse leads back', () => {
    fc.assert(
      fc.property(entries, entries, (before, after) => {
        const changes = diffEntries(before, after)
        expect(applyChanges(before, changes)).toEqual(after)
        expect(applyChanges(after, invertChanges(changes))).toEqual(before)
      }),
    )
  })

  it('lists only what differs, each key once', () => {
    fc.assert(
      fc.property(entries, entries, (before, after) => {
        const changes = diffEntries(before, after)
        expect(new Set(changes.map((change) => change.key)).size).toBe(changes.length)
        for (const { from, to } of changes) expect(from).not.toBe(to)
        expect(diffEntries(before, before)).toEqual([])
      }),
    )
  })

  it('does not affect keys that the draft does not touch', () => {
    fc.assert(
      fc.property(entries, entries, entries, (before, after, theirs) => {
        const changes = diffEntries(before, after)
        const touched = new Set(changes.map((change) => change.key))
        const merged = applyChanges(theirs, changes)
        expect(merged.filter((entry) => !touched.has(entry.key))).toEqual(
          theirs.filter((entry) => !touched.has(entry.key)),
        )
      }),
    )
  })

  it('distinguishes an empty value from an absent key', () => {
    expect(diffEntries([{ key: 'banner', value: 'x' }], [{ key: 'banner', value: '' }])).toEqual([
      { key: 'banner', from: 'x', to: '' },
    ])
    expect(diffEntries([{ key: 'banner', value: '' }], [])).toEqual([
      { key: 'banner', from: '', to: null },
    ])
  })
})

it('totals count the bytes of values, not of keys', () => {
  expect(
    computeTotals([
      { key: '房间', value: '房' },
      { key: 'b', value: 'ab' },
    ]),
  ).toEqual({ keys: 2, bytes: 5 })
})
