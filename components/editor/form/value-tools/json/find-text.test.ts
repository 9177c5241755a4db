import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findText } from './find-text'

const found = (text: string, query: string) =>
  findText(text, query).map(({ start, end }) => text.slice(start, end))

describe('findText', () => {
  it('finds text whatever its case', () => {
    expect(found('{"Price": 1, "price": 2}', 'PRICE')).toEqual(['Price', 'price'])
    expect(found('İstanbul istanbul', 'istanbul')).toEqual(['istanbul'])
    expect(found('直播间 直播', '直播')).toEqual(['直播', '直播'])
  })

  it('finds nothing for no text, and takes no character for a pattern', () => {
    expect(findText('abc', '')).toEqual([])
    expect(found('a.c abc', 'a.c')).toEqual(['a.c'])
    expect(found('[1] \\d {2} $ ^ | /', '[1] \\d {2} $ ^ | /')).toHaveLength(1)
  })

  it('does not overlap matches, and does not find half an emoji', () => {
    expect(found('aaaa', 'aa')).toEqual(['aa', 'aa'])
    expect(found('😀', '\ud83d')).toEqual([])
  })

  it('finds each place that holds the text, and no other', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '[', '\\', '\n') })
    fc.assert(
      fc.property(letters, letters, (text, query) => {
        const matches = findText(text, query)
        for (const { start, end } of matches) expect(text.slice(start, end)).toBe(query)
        const count = query === '' ? 0 : text.split(query).length - 1
        expect(matches).toHaveLength(count)
      }),
    )
  })

  it('finds any text in itself', () => {
    const unit = fc.constantFrom('a', '😀', 'İ', 'ß', 'ſ', '\u212a', '\\', '(', ']', '\n', '-', '/')
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1 }), (text) => {
        expect(findText(text, text)).toEqual([{ start: 0, end: text.length }])
      }),
    )
  })
})
