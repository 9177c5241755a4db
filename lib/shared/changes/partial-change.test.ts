import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../metadata/entry'
import { applyChanges, diffEntries } from './diff'
import { type DraftRow, toKeyChanges, toRows } from './draft'
import {
  addChangesToDraft,
  compareWithRest,
  findRemainingChanges,
  inverseOfApplied,
  rebaseChanges,
  removeKeysFromDraft,
} from './partial-change'
import { findConflicts } from './rebase'

const a = { key: 'a', value: '1' }
const b = { key: 'b', value: '2' }
const partialChange = {
  changes: [
    { key: 'a', from: '1', to: '9' },
    { key: 'b', from: '2', to: null },
  ],
  results: [
    { key: 'a', result: 'applied' as const, found: '9' },
    { key: 'b', result: 'not-applied' as const, found: '2' },
  ],
}

describe('a partial change', () => {
  it('can be completed, based on the current room', () => {
    expect(findRemainingChanges(partialChange, [{ key: 'b', value: '3' }])).toEqual([
      { key: 'b', from: '3', to: null },
    ])
  })

  it('has nothing left to complete after someone else wrote the rest', () => {
    expect(findRemainingChanges(partialChange, [a])).toEqual([])
  })

  it('can be rolled back', () => {
    expect(inverseOfApplied(partialChange)).toEqual([{ key: 'a', from: '9', to: '1' }])
  })
})

describe('adding changes to a draft', () => {
  const draft: DraftRow[] = [{ ...a, base: a, removed: false, value: 'mine' }, ...toRows([b])]

  it('changes no edited row', () => {
    const changes = [
      { key: 'a', from: '1', to: 'theirs' },
      { key: 'b', from: '2', to: null },
      { key: 'c', from: null, to: '3' },
    ]
    expect(toKeyChanges(addChangesToDraft(draft, changes))).toEqual([
      { key: 'a', from: '1', to: 'mine' },
      { key: 'b', from: '2', to: null },
      { key: 'c', from: null, to: '3' },
    ])
  })

  it('removes only the given keys again', () => {
    const fresh = { key: 'c', value: '3', base: null, removed: false }
    expect(removeKeysFromDraft([...draft, fresh], new Set(['a', 'c']))).toEqual(toRows([a, b]))
    expect(removeKeysFromDraft(draft, new Set(['b']))).toEqual(draft)
  })
})

describe('a sent draft that is rebased', () => {
  it('is unchanged if the room is unchanged', () => {
    expect(toKeyChanges(rebaseChanges([a, b], partialChange.changes))).toEqual(
      partialChange.changes,
    )
  })

  it('has no edits for keys that were applied', () => {
    const room = [{ key: 'a', value: '9' }]
    const rows = rebaseChanges(room, partialChange.changes)
    expect(toKeyChanges(rows)).toEqual([])
    expect(rows).toEqual(toRows(room))
  })

  it('shows keys that others changed as conflicts', () => {
    const room = [{ key: 'a', value: 'theirs' }]
    const rows = rebaseChanges(room, [
      { key: 'a', from: '1', to: '9' },
      { key: 'b', from: '2', to: '8' },
      { key: 'c', from: null, to: '7' },
    ])
    expect(findConflicts(rows, room).filter(Boolean)).toEqual([
      { key: 'a', base: '1', theirs: 'theirs' },
      { key: 'b', base: '2', theirs: null },
    ])
  })

  it('sends the same changes for any room and any change', () => {
    const entries = fc
      .uniqueArray(
        fc.record({ key: fc.constantFrom('a', 'b', '__proto__', 'd'), value: fc.string() }),
        { selector: ({ key }) => key },
      )
      .map((list): Entry[] =>
        applyChanges(
          [],
          list.map(({ key, value }) => ({ key, from: null, to: value })),
        ),
      )
    fc.assert(
      fc.property(entries, entries, (room, target) => {
        const changes = diffEntries(room, target)
        expect(toKeyChanges(rebaseChanges(room, changes))).toEqual(changes)
        expect(toKeyChanges(rebaseChanges(target, changes))).toEqual([])
      }),
    )
  })
})

it('addChangesToDraft makes a draft that has the given changes', () => {
  const changes = [
    { key: 'a', from: '1', to: '9' },
    { key: 'b', from: '2', to: null },
    { key: 'c', from: null, to: '3' },
  ]
  expect(toKeyChanges(addChangesToDraft(toRows([a, b]), changes))).toEqual(changes)
})

it('compares a draft with what a partial change left out', () => {
  const set = (key: string, to: string | null) => ({ key, from: null, to })
  const rest = [set('gift', 'rose'), set('old', null)]
  expect(compareWithRest([...rest].reverse(), rest)).toBe('same')
  expect(compareWithRest([...rest, set('banner', 'Bye')], rest)).toBe('more')
  expect(compareWithRest([set('gift', 'rose')], rest)).toBe('less')
  expect(compareWithRest([set('gift', 'tulip'), set('old', null)], rest)).toBe('less')
})
