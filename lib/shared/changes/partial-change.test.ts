import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../metadata/entry'
import { applyChanges, diffEntries } from './diff'
import { changesOf, type DraftRow, rowsOf } from './draft'
import { draftWith, draftWithout, restOf, resumed, wayBackFrom } from './partial-change'
import { conflictsOf } from './rebase'

const a = { key: 'a', value: '1' }
const b = { key: 'b', value: '2' }
const partly = {
  changes: [
    { key: 'a', from: '1', to: '9' },
    { key: 'b', from: '2', to: null },
  ],
  results: [
    { key: 'a', result: 'applied' as const, found: '9' },
    { key: 'b', result: 'not-applied' as const, found: '2' },
  ],
}

describe('a change that got in only in part', () => {
  it('can be finished: what is not in starts from the room as it is', () => {
    expect(restOf(partly, [{ key: 'b', value: '3' }])).toEqual([{ key: 'b', from: '3', to: null }])
  })

  it('has nothing left to finish once somebody else has done the rest', () => {
    expect(restOf(partly, [a])).toEqual([])
  })

  it('can be put back', () => {
    expect(wayBackFrom(partly)).toEqual([{ key: 'a', from: '9', to: '1' }])
  })
})

describe('laying changes into a draft', () => {
  const draft: DraftRow[] = [{ ...a, was: a, removed: false, value: 'mine' }, ...rowsOf([b])]

  it('touches no row that somebody has touched', () => {
    const changes = [
      { key: 'a', from: '1', to: 'theirs' },
      { key: 'b', from: '2', to: null },
      { key: 'c', from: null, to: '3' },
    ]
    expect(changesOf(draftWith(draft, changes))).toEqual([
      { key: 'a', from: '1', to: 'mine' },
      { key: 'b', from: '2', to: null },
      { key: 'c', from: null, to: '3' },
    ])
  })

  it('and taking them out leaves the others', () => {
    const fresh = { key: 'c', value: '3', was: null, removed: false }
    expect(draftWithout([...draft, fresh], new Set(['a', 'c']))).toEqual(rowsOf([a, b]))
    expect(draftWithout(draft, new Set(['b']))).toEqual(draft)
  })
})

describe('a draft that was sent and is taken up again', () => {
  it('is as it was where nobody changed anything', () => {
    expect(changesOf(resumed([a, b], partly.changes))).toEqual(partly.changes)
  })

  it('is no draft any more where it has got in', () => {
    const room = [{ key: 'a', value: '9' }]
    const rows = resumed(room, partly.changes)
    expect(changesOf(rows)).toEqual([])
    expect(rows).toEqual(rowsOf(room))
  })

  it('shows what others made of its keys as a conflict', () => {
    const room = [{ key: 'a', value: 'theirs' }]
    const rows = resumed(room, [
      { key: 'a', from: '1', to: '9' },
      { key: 'b', from: '2', to: '8' },
      { key: 'c', from: null, to: '7' },
    ])
    expect(conflictsOf(rows, room).filter(Boolean)).toEqual([
      { key: 'a', was: '1', theirs: 'theirs' },
      { key: 'b', was: '2', theirs: null },
    ])
  })

  it('sends what was sent, whatever the room and the change were', () => {
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
        expect(changesOf(resumed(room, changes))).toEqual(changes)
        expect(changesOf(resumed(target, changes))).toEqual([])
      }),
    )
  })
})
