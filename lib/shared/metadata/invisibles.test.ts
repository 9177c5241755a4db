import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hiddenIn, piecesOf, withoutHidden } from './invisibles'

describe('piecesOf', () => {
  it('gives the text back when joined', () => {
    const parts = fc.constantFrom('a', '😀', '\u200d', '\u202e', '👨‍👩‍👧', '\n', '\ufeff', '房')
    fc.assert(
      fc.property(fc.array(parts), (list) => {
        const text = list.join('')
        expect(
          piecesOf(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  it('names what cannot be seen and leaves an emoji whole', () => {
    expect(piecesOf('a\u200bb')).toEqual([
      { text: 'a', invisible: null },
      { text: '\u200b', invisible: { codePoint: 'U+200B', name: 'ZWSP' } },
      { text: 'b', invisible: null },
    ])
    expect(piecesOf('👨‍👩‍👧‍👦')).toEqual([{ text: '👨‍👩‍👧‍👦', invisible: null }])
  })
})

it('hiddenIn counts invisible characters and blanks at the ends', () => {
  expect(hiddenIn('  a\u200b \n')).toEqual({ invisible: 1, leading: 2, trailing: 2 })
  expect(hiddenIn('   ')).toEqual({ invisible: 0, leading: 3, trailing: 0 })
})

it('withoutHidden takes off what is hidden and nothing else', () => {
  expect(withoutHidden(' \u200b a b👨‍👩‍👧 \u202e')).toBe('a b👨‍👩‍👧')
})
