import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges, valuesByKey } from '../changes/diff'
import { byKey, type Entry } from '../metadata/entry'
import { validateRoom } from '../metadata/metadata-rules'
import { type KeyTarget, previewRoom } from './room-preview'

const key = fc.constantFrom(...'abcdefghijkl', '__proto__', 'constructor')
const value = fc.oneof(fc.constantFrom('', '1', '2'), fc.constant('v'.repeat(2_048)))
const room = fc
  .uniqueArray(fc.record({ key, value }), { selector: (entry) => entry.key, maxLength: 12 })
  .map((entries): Entry[] => entries.toSorted(byKey))
const absent = fc.constant(null)
const target: fc.Arbitrary<KeyTarget> = fc.record(
  { key, to: fc.oneof(value, absent), onlyFrom: fc.oneof(value, absent) },
  { requiredKeys: ['key', 'to'] },
)
const targets = fc.uniqueArray(target, { selector: (each) => each.key, maxLength: 12 })

describe('previewRoom', () => {
  it('leads a ready room to exactly the targets, and leaves other keys alone', () => {
    fc.assert(
      fc.property(room, targets, (entries, wanted) => {
        const preview = previewRoom(entries, wanted)
        fc.pre(preview.status === 'ready')
        const after = applyChanges(entries, preview.changes)
        const expected = wanted.map(({ key: each, to }) => ({ key: each, from: null, to }))
        expect(after).toEqual(applyChanges(entries, expected))
        expect(validateRoom(after, entries)).toEqual([])
        for (const { from, to } of preview.changes) expect(from).not.toBe(to)
      }),
    )
  })

  it('has one line per target with the value of the room, in the order of the targets', () => {
    fc.assert(
      fc.property(room, targets, (entries, wanted) => {
        const values = valuesByKey(entries)
        const { lines } = previewRoom(entries, wanted)
        expect(lines.map((line) => [line.key, line.from, line.to])).toEqual(
          wanted.map(({ key: each, to }) => [each, values.get(each) ?? null, to]),
        )
      }),
    )
  })

  it('changes a room only as a whole, and never over a limit', () => {
    fc.assert(
      fc.property(room, targets, (entries, wanted) => {
        const { status, lines, changes, problem } = previewRoom(entries, wanted)
        const values = valuesByKey(entries)
        const differing = wanted.filter(({ key: each, to }) => (values.get(each) ?? null) !== to)
        const isConflict = differing.some(
          ({ key: each, onlyFrom }) =>
            onlyFrom !== undefined && (values.get(each) ?? null) !== onlyFrom,
        )
        const after = applyChanges(
          entries,
          differing.map(({ key: each, to }) => ({ key: each, from: null, to })),
        )
        const [exceeded] = validateRoom(after, entries)
        if (isConflict) expect(status).toBe('conflict')
        else if (differing.length === 0) expect(status).toBe('same')
        else expect(status).toBe(exceeded ? 'over-limit' : 'ready')
        expect(changes).toHaveLength(status === 'ready' ? differing.length : 0)
        expect(lines.some(({ kind }) => kind === 'conflict')).toBe(isConflict)
        expect(problem).toEqual(status === 'over-limit' ? exceeded : null)
      }),
    )
  })

  it('is the same again after the changes were applied', () => {
    fc.assert(
      fc.property(room, targets, (entries, wanted) => {
        const { status, changes } = previewRoom(entries, wanted)
        fc.pre(status === 'ready')
        expect(previewRoom(applyChanges(entries, changes), wanted).status).toBe('same')
      }),
    )
  })

  it('tells an empty value from an absent key', () => {
    expect(previewRoom([{ key: 'a', value: '' }], [{ key: 'a', to: null }]).lines).toEqual([
      { key: 'a', from: '', to: null, kind: 'delete' },
    ])
    expect(previewRoom([], [{ key: 'a', to: '', onlyFrom: null }]).status).toBe('ready')
    expect(previewRoom([], [{ key: 'a', to: 'x', onlyFrom: '' }]).status).toBe('conflict')
  })
})
