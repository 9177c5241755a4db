import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byKey, type Entry, type KeyChange } from '../metadata/entry'
import type { Change, KeyResult } from './change'
import { applyChanges, diffEntries } from './diff'
import { toEntries, toKeyChanges } from './draft'
import { rebaseChanges } from './partial-change'
import { findConflicts, resolveConflict } from './rebase'
import { planRestore } from './restore'
import { changeOf } from './testing/change'

const KEYS = ['a', 'b', '__proto__', 'constructor', 'ключ']
const roomText = fc
  .uniqueArray(fc.record({ key: fc.constantFrom(...KEYS), value: fc.constantFrom('', '1', '2') }), {
    selector: ({ key }) => key,
  })
  .map((entries: Entry[]) => entries.sort(byKey))

function restoreChangesFor(...input: Parameters<typeof planRestore>): KeyChange[] {
  const restore = planRestore(...input)
  return 'changes' in restore ? restore.changes : []
}

describe('undoing a change', () => {
  it('returns the room to its state before, if nothing changed since', () => {
    fc.assert(
      fc.property(roomText, roomText, (before, after) => {
        const change = changeOf(diffEntries(before, after))
        const rows = rebaseChanges(after, restoreChangesFor(change, after, 'before', after))
        expect(toEntries(rows).sort(byKey)).toEqual(before)
        expect(findConflicts(rows, after).filter(Boolean)).toEqual([])
      }),
    )
  })

  it('shows exactly the keys that changed again since as conflicts', () => {
    fc.assert(
      fc.property(roomText, roomText, roomText, (before, after, now) => {
        const change = changeOf(diffEntries(before, after))
        const rows = rebaseChanges(now, restoreChangesFor(change, after, 'before', now))
        const touched = new Set(change.changes.map(({ key }) => key))
        const value = (room: Entry[], key: string) => room.find((entry) => entry.key === key)?.value
        const since = [...touched].filter(
          (key) => value(now, key) !== value(after, key) && value(now, key) !== value(before, key),
        )
        const conflicts = findConflicts(rows, now).flatMap((conflict) =>
          conflict ? [conflict.key] : [],
        )
        expect(conflicts.sort()).toEqual(since.sort())
        const others = toKeyChanges(rows).filter(({ key }) => !touched.has(key))
        expect(others).toEqual([])
      }),
    )
  })

  it('gives every touched key its earlier value once all conflicts are resolved that way', () => {
    fc.assert(
      fc.property(roomText, roomText, roomText, (before, after, now) => {
        const change = changeOf(diffEntries(before, after))
        const rows = rebaseChanges(now, restoreChangesFor(change, after, 'before', now))
        const conflicts = findConflicts(rows, now)
        const mine = rows.flatMap((row, index) => {
          const conflict = conflicts[index]
          return (conflict ? resolveConflict(row, conflict, 'mine') : row) ?? []
        })
        const back = change.changes.map(({ key, from }) => ({ key, from: null, to: from }))
        expect(applyChanges(now, toKeyChanges(mine))).toEqual(applyChanges(now, back))
      }),
    )
  })
})

describe('restoring the version after a change', () => {
  it('returns the whole room as it was read back, whatever changed since', () => {
    fc.assert(
      fc.property(roomText, roomText, (after, now) => {
        const rows = rebaseChanges(now, restoreChangesFor(changeOf([]), after, 'after', now))
        expect(toEntries(rows).sort(byKey)).toEqual(after)
        expect(findConflicts(rows, now).filter(Boolean)).toEqual([])
      }),
    )
  })
})

describe('a partial change', () => {
  const keyChanges = [
    { key: 'a', from: '1', to: '2' },
    { key: 'b', from: 'x', to: null },
  ]
  const results: KeyResult[] = [
    { key: 'a', result: 'applied', found: '2' },
    { key: 'b', result: 'not-applied', found: 'x' },
  ]
  const change = changeOf(keyChanges, { outcome: 'partial', results })
  const room = [
    { key: 'a', value: '2' },
    { key: 'b', value: 'x' },
  ]

  it('is completed by what it left out and rolled back by what it wrote', () => {
    expect(planRestore(change, room, 'finish', room)).toEqual({ changes: [keyChanges[1]] })
    expect(planRestore(change, room, 'before', room)).toEqual({
      changes: [{ key: 'a', from: '2', to: '1' }],
    })
  })
})

describe('there is nothing to restore', () => {
  const change = changeOf([{ key: 'a', from: '1', to: '2' }])
  const now = [{ key: 'a', value: '2' }]

  it.each([
    [
      'while the outcome of the change is unknown',
      { ...change, settledAt: null },
      'before',
      'unsettled',
    ],
    [
      'of a change that was not applied',
      { ...change, results: [{ key: 'a', result: 'not-applied', found: '1' }] },
      'before',
      'nothing-applied',
    ],
    ['after a change whose room was not read back', change, 'after', 'not-read-back'],
    ['of the rest of a change that was applied completely', change, 'finish', 'unchanged'],
  ] as const)('%s', (_, source, aim, refusal) => {
    expect(planRestore(source as Change, null, aim, now)).toEqual({ refusal })
  })

  it('when the room already has these values', () => {
    expect(planRestore(change, null, 'before', [{ key: 'a', value: '1' }])).toEqual({
      refusal: 'unchanged',
    })
    expect(planRestore(change, now, 'after', now)).toEqual({ refusal: 'unchanged' })
  })
})
