import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges, valuesByKey } from '../changes/diff'
import { byKey, type Entry, type KeyChange } from '../metadata/entry'
import { planRollBack } from './plan-roll-back'

const key = fc.constantFrom('a', 'b', '__proto__', 'constructor')
const value = fc.constantFrom('1', '2', '')
const to = fc.option(value, { nil: null })
const room = fc
  .uniqueArray(fc.record({ key, value }), { selector: (entry) => entry.key })
  .map((entries): Entry[] => entries.toSorted(byKey))
/** What a save wants to write, and which of it is applied. */
const attempt = fc.uniqueArray(fc.record({ key, to, isApplied: fc.boolean() }), {
  selector: (wanted) => wanted.key,
})
type Attempt = { key: string; to: string | null; isApplied: boolean }[]

/** Saves one attempt after the other, as a batch and its retries do. */
function saveAll(entries: readonly Entry[], attempts: readonly Attempt[]) {
  let current = [...entries]
  const saved = attempts.map((wanted, n) => {
    const values = valuesByKey(current)
    const changes = wanted.map(
      (each): KeyChange => ({
        key: each.key,
        from: values.get(each.key) ?? null,
        to: each.to,
      }),
    )
    const isApplied = new Map(wanted.map((each) => [each.key, each.isApplied]))
    const applied = changes.filter((change) => isApplied.get(change.key))
    current = applyChanges(current, applied)
    const results = changes.map((change) => ({
      key: change.key,
      result: isApplied.get(change.key) ? ('applied' as const) : ('not-applied' as const),
      found: null,
    }))
    return { id: `change-${n}`, room: 'r', changes, results }
  })
  return { current, saved }
}

describe('planRollBack', () => {
  it('leads from what a batch left back to what its first save found', () => {
    fc.assert(
      fc.property(room, fc.array(attempt, { maxLength: 3 }), (entries, attempts) => {
        const { current, saved } = saveAll(entries, attempts)
        const [plan] = planRollBack(saved)
        expect(applyChanges(current, plan?.changes ?? [])).toEqual(entries)
        const values = valuesByKey(current)
        for (const change of plan?.changes ?? []) {
          expect(values.get(change.key) ?? null).toBe(change.from)
          expect(change.from).not.toBe(change.to)
        }
      }),
    )
  })

  it('undoes only keys that were applied, room by room', () => {
    const results = (...applied: boolean[]) =>
      ['a', 'b'].map((each, n) => ({
        key: each,
        result: applied[n] ? ('applied' as const) : ('not-applied' as const),
        found: null,
      }))
    const changes = [
      { key: 'a', from: null, to: '1' },
      { key: 'b', from: 'x', to: null },
    ]
    expect(
      planRollBack([
        { id: '1', room: 'one', changes, results: results(true, true) },
        { id: '2', room: 'two', changes, results: results(false, true) },
        { id: '3', room: 'three', changes, results: results(false, false) },
      ]),
    ).toEqual([
      {
        room: 'one',
        restores: '1',
        changes: [
          { key: 'a', from: '1', to: null },
          { key: 'b', from: null, to: 'x' },
        ],
      },
      { room: 'two', restores: '2', changes: [{ key: 'b', from: null, to: 'x' }] },
    ])
  })
})
