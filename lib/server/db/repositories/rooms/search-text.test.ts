import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  buildSearchText,
  isMatch,
  type RoomFilter,
  type SearchableRoom,
  splitWords,
  toIndexTerms,
  toQueryTerms,
} from './search-text'

const show: SearchableRoom = {
  id: 'fashion-week-01',
  name: '秋季时装周 · 第一场',
  host: 'Host_Lanting',
  category: [1, 12],
  isPublic: true,
  entries: [{ key: 'banner', value: 'ＴＯＮＩＧＨＴ at eight 🎉🎊' }],
}

const find = (room: SearchableRoom, search: string, more: Partial<RoomFilter> = {}) => {
  const filter = { words: splitWords(search), ...more }
  const searchText = buildSearchText(room)
  const terms = toIndexTerms(room, searchText)
  return {
    isCandidate: toQueryTerms(filter).every((term) => terms.includes(term)),
    isMatch: isMatch(room, searchText, filter),
  }
}
const isFound = (search: string, more?: Partial<RoomFilter>) => {
  const { isCandidate, isMatch: matches } = find(show, search, more)
  return isCandidate && matches
}

describe('a room', () => {
  it.each([
    'fashion-week-01',
    'WEEK',
    'ｗｅｅｋ',
    '时装',
    '装周',
    'lanting',
    '12',
    'banner',
    'tonight',
    '🎉🎊',
    'tonight 时装 host_',
    '第一場'.replace('場', '场'),
  ])('is found by %j', (search) => expect(isFound(search)).toBe(true))

  it.each(['fashion_week', '时周', 'tonight nine', 'weekweek', 'private'])(
    'is not found by %j',
    (search) => expect(isFound(search)).toBe(false),
  )

  it('is found by one character only at the start of its id or name', () => {
    expect(['f', 'Ｆ', '秋', 'a', '季', '1'].map((search) => isFound(search))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('is filtered by category and visibility', () => {
    expect(isFound('week', { category: 12 })).toBe(true)
    expect(isFound('week', { category: 2 })).toBe(false)
    expect(isFound('', { isPublic: true })).toBe(true)
    expect(isFound('', { isPublic: false })).toBe(false)
  })
})

it('every room that matches is a candidate, whatever its text and the search', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 })
  fc.assert(
    fc.property(text, text, text, fc.nat(14), fc.nat(6), (id, name, value, from, length) => {
      const room = { ...show, id, name, entries: [{ key: 'k', value }] }
      const part = [...buildSearchText(room)].slice(from, from + length).join('')
      for (const search of [part, value]) {
        const { isMatch: matches, isCandidate } = find(room, search)
        if (matches) expect(isCandidate).toBe(true)
      }
    }),
  )
})
