import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byKey, type Entry, type KeyChange } from '../metadata/entry'
import type { Change, KeyResult } from './change'
import { applyChanges, diffEntries } from './diff'
import { changesOf, entriesOf } from './draft'
import { resumed } from './partial-change'
import { conflictsOf, decided } from './rebase'
import { restoreOf } from './restore'

const KEYS = ['a', 'b', '__proto__', 'constructor', 'ключ']
const roomText = fc
  .uniqueArray(fc.record({ key: fc.constantFrom(...KEYS), value: fc.constantFrom('', '1', '2') }), {
    selector: ({ key }) => key,
  })
  .map((entries: Entry[]) => entries.sort(byKey))

function changeOf(changes: KeyChange[], more: Partial<Change> = {}): Change {
  return {
    id: 'c',
    room: 'r',
    source: 'console',
    by: null,
    at: '2026-03-01T10:00:00.000Z',
    note: null,
    changes,
    outcome: 'applied',
    results: changes.map(({ key, to }) => ({ key, result: 'applied', found: to })),
    settledAt: '2026-03-01T10:00:01.000Z',
    readAt: '2026-03-01T10:00:01.000Z',
    durationMs: 1,
    restores: null,
    ...more,
  }
}

function stepsFor(...asked: Parameters<typeof restoreOf>): KeyChange[] {
  const restore = restoreOf(...asked)
  return 'steps' in restore ? restore.steps : []
}

describe('a restore to before a change', () => {
  it('leads back to the room before it, where nothing has changed since', () => {
    fc.assert(
      fc.property(roomText, roomText, (before, after) => {
        const change = changeOf(diffEntries(before, after))
        const rows = resumed(after, stepsFor(change, after, 'before', after))
        expect(entriesOf(rows).sort(byKey)).toEqual(before)
        expect(conflictsOf(rows, after).filter(Boolean)).toEqual([])
      }),
    )
  })

  it('shows exactly the keys that have changed again since as conflicts, and leaves all others as they are', () => {
    fc.assert(
      fc.property(roomText, roomText, roomText, (before, after, now) => {
        const change = changeOf(diffEntries(before, after))
        const rows = resumed(now, stepsFor(change, after, 'before', now))
        const touched = new Set(change.changes.map(({ key }) => key))
        const value = (room: Entry[], key: string) => room.find((entry) => entry.key === key)?.value
        const since = [...touched].filter(
          (key) => value(now, key) !== value(after, key) && value(now, key) !== value(before, key),
        )
        const conflicts = conflictsOf(rows, now).flatMap((conflict) =>
          conflict ? [conflict.key] : [],
        )
        expect(conflicts.sort()).toEqual(since.sort())
        const others = changesOf(rows).filter(({ key }) => !touched.has(key))
        expect(others).toEqual([])
      }),
    )
  })

  it('is what stood before at every touched key, once every conflict was decided for it', () => {
    fc.assert(
      fc.property(roomText, roomText, roomText, (before, after, now) => {
        const change = changeOf(diffEntries(before, after))
        const rows = resumed(now, stepsFor(change, after, 'before', now))
        const conflicts = conflictsOf(rows, now)
        const mine = rows.flatMap((row, at) => {
          const conflict = conflicts[at]
          return (conflict ? decided(row, conflict, 'mine') : row) ?? []
        })
        const back = change.changes.map(({ key, from }) => ({ key, from: null, to: from }))
        expect(applyChanges(now, changesOf(mine))).toEqual(applyChanges(now, back))
      }),
    )
  })
})

describe('a restore as of a change', () => {
  it('leads to the whole room as it was read back, whatever came since', () => {
    fc.assert(
      fc.property(roomText, roomText, (after, now) => {
        const rows = resumed(now, stepsFor(changeOf([]), after, 'after', now))
        expect(entriesOf(rows).sort(byKey)).toEqual(after)
        expect(conflictsOf(rows, now).filter(Boolean)).toEqual([])
      }),
    )
  })
})

describe('a partial change', () => {
  const steps = [
    { key: 'a', from: '1', to: '2' },
    { key: 'b', from: 'x', to: null },
  ]
  const results: KeyResult[] = [
    { key: 'a', result: 'applied', found: '2' },
    { key: 'b', result: 'not-applied', found: 'x' },
  ]
  const change = changeOf(steps, { outcome: 'partial', results })
  const room = [
    { key: 'a', value: '2' },
    { key: 'b', value: 'x' },
  ]

  it('is finished by what it left undone, and put back by what it did', () => {
    expect(restoreOf(change, room, 'finish', room)).toEqual({ steps: [steps[1]] })
    expect(restoreOf(change, room, 'before', room)).toEqual({
      steps: [{ key: 'a', from: '2', to: '1' }],
    })
  })
})

describe('nothing is restored', () => {
  const change = changeOf([{ key: 'a', from: '1', to: '2' }])
  const now = [{ key: 'a', value: '2' }]

  it.each([
    [
      'while nobody knows what the change did',
      { ...change, settledAt: null },
      'before',
      'unsettled',
    ],
    [
      'of a change that got nothing in',
      { ...change, results: [{ key: 'a', result: 'not-applied', found: '1' }] },
      'before',
      'nothing-in',
    ],
    ['as of a change after which the room was not read', change, 'after', 'unread'],
    ['of what a change left undone when that was nothing', change, 'finish', 'holds'],
  ] as const)('%s', (_, asked, aim, refusal) => {
    expect(restoreOf(asked as Change, null, aim, now)).toEqual({ refusal })
  })

  it('where the room is like that already', () => {
    expect(restoreOf(change, null, 'before', [{ key: 'a', value: '1' }])).toEqual({
      refusal: 'holds',
    })
    expect(restoreOf(change, now, 'after', now)).toEqual({ refusal: 'holds' })
  })
})
