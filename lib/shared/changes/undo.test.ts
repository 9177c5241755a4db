import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byKey, type Entry, type KeyChange } from '../metadata/entry'
import type { KeyResult } from './change'
import { applyChanges, diffEntries, invertChanges } from './diff'
import { type DraftRow, getRowStatus, toEntries, toKeyChanges, toRows } from './draft'
import { inverseOfApplied } from './partial-change'
import { findConflicts, rebaseOntoOwnChange } from './rebase'
import { changeOf } from './testing/change'
import { loaded, row } from './testing/draft-rows'
import { addUndoToDraft, isUndoable, toUndoRows } from './undo'

const KEYS = ['a', 'b', 'c', '__proto__', 'constructor', 'ключ']
const VALUES = ['', '1', '2', ' 2', '{"a": 1}', '🎉']
const roomText = fc.uniqueArray(
  fc.record({ key: fc.constantFrom(...KEYS), value: fc.constantFrom(...VALUES) }),
  { selector: ({ key }) => key },
)

describe('a change and then its inverse', () => {
  it('give the entries before, in the order of a room', () => {
    fc.assert(
      fc.property(roomText, roomText, (before, after) => {
        const change = changeOf(diffEntries(before, after))
        const saved = applyChanges(before, change.changes)
        const undo = toKeyChanges(toUndoRows(change, saved))
        // The Live service keeps no order, so a room is always shown sorted by key.
        expect(applyChanges(saved, undo)).toEqual(before.toSorted(byKey))
        expect(undo).toEqual(invertChanges(change.changes))
      }),
    )
  })

  it('give the entries before also for renames, where the values move', () => {
    fc.assert(
      fc.property(roomText, fc.shuffledSubarray(KEYS), (before, newKeys) => {
        const renamed = before.map((entry, index) => ({
          ...entry,
          key: newKeys[index] ?? entry.key,
        }))
        const after = [...new Map(renamed.map((entry) => [entry.key, entry])).values()]
        const change = changeOf(diffEntries(before, after))
        const saved = applyChanges(before, change.changes)
        const undo = toKeyChanges(toUndoRows(change, saved))
        expect(applyChanges(saved, undo)).toEqual(before.toSorted(byKey))
      }),
    )
  })

  it('of which a part was applied give the entries before', () => {
    const partial = fc.array(fc.constantFrom<KeyResult['result']>('applied', 'not-applied'), {
      minLength: KEYS.length,
      maxLength: KEYS.length,
    })
    fc.assert(
      fc.property(roomText, roomText, partial, (before, after, kinds) => {
        const changes = diffEntries(before, after)
        const results = changes.map(({ key, from, to }, index) => {
          const result = kinds[index] ?? 'applied'
          return { key, result, found: result === 'applied' ? to : from }
        })
        const change = changeOf(changes, { outcome: 'partial', results })
        const applied = changes.filter((_, index) => results[index]?.result === 'applied')
        const room = applyChanges(before, applied)
        const undo = toKeyChanges(toUndoRows(change, room))
        expect(applyChanges(room, undo)).toEqual(before.toSorted(byKey))
      }),
    )
  })

  it('can be undone again, which gives the entries after the change', () => {
    fc.assert(
      fc.property(roomText, roomText, (before, after) => {
        const change = changeOf(diffEntries(before, after))
        const undo = changeOf(inverseOfApplied(change))
        const undone = applyChanges(after, undo.changes)
        const redo = toKeyChanges(toUndoRows(undo, undone))
        expect(applyChanges(undone, redo)).toEqual(after.toSorted(byKey))
      }),
    )
  })
})

describe('an undo', () => {
  it('is possible exactly while the room has all that the change wrote', () => {
    fc.assert(
      fc.property(roomText, roomText, roomText, (before, after, now) => {
        const change = changeOf(diffEntries(before, after))
        const value = (key: string) => now.find((entry) => entry.key === key)?.value ?? null
        const isUntouched = change.changes.every(({ key, to }) => value(key) === to)
        expect(isUndoable(change, now)).toBe(change.changes.length > 0 && isUntouched)
        if (isUndoable(change, now))
          expect(findConflicts(toUndoRows(change, now), now).filter(Boolean)).toEqual([])
      }),
    )
  })

  it('leaves keys alone that the change did not write', () => {
    fc.assert(
      fc.property(roomText, roomText, roomText, (before, after, now) => {
        const change = changeOf(diffEntries(before, after))
        const written = new Set(change.changes.map(({ key }) => key))
        const undo = toKeyChanges(toUndoRows(change, now))
        expect(undo.filter(({ key }) => !written.has(key))).toEqual([])
      }),
    )
  })
})

/** A draft of a room in which some rows are edited, removed, renamed or new. */
const draftOf = (entries: readonly Entry[]) =>
  fc.tuple(
    ...toRows(entries).map((each) =>
      fc.oneof(
        fc.constant(each),
        fc.constantFrom(...VALUES).map((value) => ({ ...each, value })),
        fc.constant({ ...each, removed: true }),
        fc.constant({ ...each, key: `${each.key} renamed` }),
      ),
    ),
    fc.constantFrom(row('new', 'x'), row('a', 'typed')),
  )

describe('a draft beside an undo', () => {
  const editsOf = (rows: readonly DraftRow[]) =>
    rows.filter((each) => getRowStatus(each) !== 'unchanged')

  it('keeps every edit, has no conflict, and shows the room as it is after the undo', () => {
    const example = fc
      .tuple(roomText, roomText)
      .chain(([before, after]) =>
        fc.tuple(fc.constant(before), fc.constant(after), draftOf(after.toSorted(byKey))),
      )
    fc.assert(
      fc.property(example, ([before, after, draft]) => {
        const undo = changeOf(invertChanges(diffEntries(before, after)))
        const { rows, added } = rebaseOntoOwnChange(draft, undo)
        const kept = rows.filter((each) => each !== null)
        const next = [...kept, ...added]
        // The room has exactly the entries that the rows are based on.
        const bases = next.flatMap(({ base }) => base ?? [])
        const isShown = ({ key }: Entry) => bases.some((base) => base.key === key)
        expect(bases.toSorted(byKey)).toEqual(before.filter(isShown).toSorted(byKey))
        expect(findConflicts(next, before).filter(Boolean)).toEqual([])
        const texts = (list: readonly DraftRow[]) =>
          list.filter(({ removed }) => !removed).map(({ key, value }) => `${key}=${value}`)
        const isStillEdit = (edit: DraftRow) =>
          edit.removed || texts(next).includes(`${edit.key}=${edit.value}`)
        expect(editsOf(draft).every(isStillEdit)).toBe(true)
      }),
    )
  })

  it('takes an undo that has conflicts without losing what was typed', () => {
    const changes: KeyChange[] = [
      { key: 'banner', from: 'Bye', to: 'Hello' },
      { key: 'goal', from: '2', to: '1' },
      { key: 'old', from: null, to: 'x' },
    ]
    const entries = [
      { key: 'banner', value: 'theirs' },
      { key: 'goal', value: '2' },
    ]
    const draft = [loaded('banner', 'theirs'), loaded('goal', '2', { value: 'typed' })]
    const next = addUndoToDraft(draft, changes, entries)
    expect(next.map(({ key, value }) => [key, value])).toEqual([
      ['banner', 'Hello'],
      ['goal', 'typed'],
      ['old', 'x'],
    ])
    expect(findConflicts(next, entries).map((conflict) => conflict?.theirs ?? null)).toEqual([
      'theirs',
      null,
      null,
    ])
    expect(toEntries(addUndoToDraft(next, changes, entries))).toEqual(toEntries(next))
  })
})
