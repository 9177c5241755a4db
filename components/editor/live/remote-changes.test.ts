import { expect, it } from 'vitest'
import { type DraftRow, toRows } from '@/lib/shared/changes/draft'
import { findRemoteChanges } from './remote-changes'

const a = { key: 'a', value: '1' }
const b = { key: 'b', value: '2' }
const c = { key: 'c', value: '3' }

it('finds keys that others changed, added or deleted', () => {
  const now = [{ key: 'a', value: '9' }, c]
  expect(findRemoteChanges(toRows([a, b]), [a, b], now)).toEqual({
    changed: ['a', 'c'],
    deleted: ['b'],
    conflicts: [],
  })
})

it('finds conflicts with the draft', () => {
  const draft: DraftRow[] = [
    { ...a, base: a, removed: false, value: 'mine' },
    { ...b, base: b, removed: true },
    { ...c, base: null, removed: false },
  ]
  const now = [
    { key: 'a', value: 'theirs' },
    { key: 'c', value: 'theirs' },
  ]
  expect(findRemoteChanges(draft, [a, b], now)).toEqual({
    changed: [],
    // Both sides deleted it.
    deleted: ['b'],
    conflicts: ['a', 'c'],
  })
})

it('ignores the user’s own save and an unchanged room', () => {
  const saved = [{ key: 'a', value: 'mine' }]
  expect(findRemoteChanges(toRows(saved), [a, b], saved)).toEqual({
    changed: [],
    deleted: [],
    conflicts: [],
  })
  expect(findRemoteChanges(toRows([a]), [a], [a]).changed).toEqual([])
})
