import { expect, it } from 'vitest'
import { findSimilarKey } from './similar-keys'

it.each([
  ['banner', 'Banner'],
  ['banner', 'banner '],
  ['banner', 'ｂａｎｎｅｒ'],
  ['banner', 'bаnner'],
  ['score', 'ѕсоrе'],
  ['Beta', 'Βετα'],
  ['pre-show', 'pre–show'],
])('%j looks like %j', (key, other) => {
  expect(findSimilarKey(key, ['x', other])).toBe(other)
  expect(findSimilarKey(other, ['x', key])).toBe(key)
})

it('does not take a key for itself or for a different word', () => {
  expect(findSimilarKey('banner', ['banner', 'banner2', 'banners', ''])).toBeNull()
  expect(findSimilarKey('', [' '])).toBeNull()
})
