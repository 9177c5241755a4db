import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countHiddenCharacters, removeHiddenCharacters, splitAtInvisibles } from './invisibles'

describe('splitAtInvisibles', () => {
  it('returns pieces that join to the text', () => {
    const parts = fc.constantFrom('a', '😀', '\u200d', '\u202e', '👨‍👩‍👧', '\n', '\ufeff', '房')
    fc.assert(
      fc.property(fc.array(parts), (list) => {
        const text = list.join('')
        expect(
          splitAtInvisibles(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  it('names invisible characters and keeps emoji whole', () => {
    expect(splitAtInvisibles('a\u200bb')).toEqual([
      { text: 'a', invisible: null },
      { text: '\u200b', invisible: { codePoint: 'U+200B', name: 'ZWSP' } },
      { text: 'b', invisible: null },
    ])
    expect(splitAtInvisibles('👨‍👩‍👧‍👦')).toEqual([{ text: '👨‍👩‍👧‍👦', invisible: null }])
  })
})

it('countHidden counts invisible characters and spaces at the ends', () => {
  expect(countHiddenCharacters('  a\u200b \n')).toEqual({ invisible: 1, leading: 2, trailing: 2 })
  expect(countHiddenCharacters('   ')).toEqual({ invisible: 0, leading: 3, trailing: 0 })
})

it('removeHidden removes what is hidden and nothing else', () => {
  expect(removeHiddenCharacters(' \u200b a b👨‍👩‍👧 \u202e')).toBe('a b👨‍👩‍👧')
})
