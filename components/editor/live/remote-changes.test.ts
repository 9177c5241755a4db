import { expect, it } from 'vitest'
import { type DraftRow, rowsOf } from '@/lib/shared/changes/draft'
import { othersNews } from './remote-changes'

const a = { key: 'a', value: '1' }
const b = { key: 'b', value: '2' }
const c = { key: 'c', value: '3' }

it('tells what others changed, added and deleted', () => {
  const now = [{ key: 'a', value: '9' }, c]
  expect(othersNews(rowsOf([a, b]), [a, b], now)).toEqual({
    changed: ['a', 'c'],
    deleted: ['b'],
    conflicts: [],
  })
})

it('tells what the draft touches, too', () => {
  const draft: DraftRow[] = [
    { ...a, was: a, removed: false, value: 'mine' },
    { ...b, was: b, removed: true },
    { ...c, was: null, removed: false },
  ]
  const now = [
    { key: 'a', value: 'theirs' },
    { key: 'c', value: 'theirs' },
  ]
  expect(othersNews(draft, [a, b], now)).toEqual({
    changed: [],
    // Both sides want it gone.
    deleted: ['b'],
    conflicts: ['a', 'c'],
  })
})

it('a save of one’s own is no news, nor is a room that stayed as it was', () => {
  const saved = [{ key: 'a', value: 'mine' }]
  expect(othersNews(rowsOf(saved), [a, b], saved)).toEqual({
    changed: [],
    deleted: [],
    conflicts: [],
  })
  expect(othersNews(rowsOf([a]), [a], [a]).changed).toEqual([])
})
