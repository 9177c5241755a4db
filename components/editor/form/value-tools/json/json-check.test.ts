import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkJson } from './json-check'

describe('checkJson', () => {
  it('ignores text that does not start like an object or an array', () => {
    for (const text of ['', 'true', '12', 'hello {', '"a"'])
      expect(checkJson(text)).toEqual({ kind: 'none' })
  })

  it.each([
    ['{"id": 8812, "price": }', 1, 23],
    ['{"a": 1,\n "b" 2}', 2, 6],
    ['[1, 2', 1, 6],
    ['{"a": "x}', 1, 7],
    ['[1,]', 1, 4],
    ['{,}', 1, 2],
    ['["房", tru]', 1, 7],
    ['{} x', 1, 4],
    ['[01]', 1, 3],
    ['["a", -1.]', 1, 7],
    ['{"a": truex}', 1, 7],
    ['[1] // one', 1, 5],
    ['["\\x"]', 1, 2],
    ['["😀", \u00a01]', 1, 7],
  ])('%s breaks at line %i, column %i', (text, line, column) => {
    expect(checkJson(text)).toEqual({ kind: 'broken', line, column })
  })

  it.each([
    ['{“id”: 1}', '“'],
    ['{"id": “one”}', '“'],
    ['{"id": "one”}', '”'],
    ['[‘a’]', '‘'],
    ['{"id": "it’s"', undefined],
    ['{"id" 1, "b": "“"}', undefined],
  ])('names the curly quote that breaks %s: %s', (text, curlyQuote) => {
    expect(checkJson(text)).toMatchObject({ kind: 'broken', curlyQuote })
  })

  it('formats with two spaces and keeps every digit', () => {
    expect(checkJson('{"id":12345678901234567890,"list":[1,2.50],"none":{},"empty":[ ]}')).toEqual({
      kind: 'valid',
      formatted:
        '{\n  "id": 12345678901234567890,\n  "list": [\n    1,\n    2.50\n  ],\n  "none": {},\n  "empty": []\n}',
    })
  })

  it('agrees with JSON.parse on any text and formats like JSON.stringify', () => {
    fc.assert(
      fc.property(fc.oneof(fc.object(), fc.array(fc.jsonValue())), (value) => {
        const text = JSON.stringify(value)
        expect(checkJson(text)).toEqual({
          kind: 'valid',
          formatted: JSON.stringify(JSON.parse(text), null, 2),
        })
      }),
    )
    const pieces = fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', 'null', ' '))
    fc.assert(
      fc.property(pieces, (list) => {
        const text = `[${list.join('')}`
        expect(checkJson(text).kind).toBe(parses(text) ? 'valid' : 'broken')
      }),
    )
  })

  it('changes only whitespace when it formats, and nothing the second time', () => {
    const space = fc.string({ unit: fc.constantFrom(' ', '\t', '\n'), maxLength: 3 })
    const token = fc.oneof(
      fc.string({ unit: 'binary' }).map((string) => JSON.stringify(string)),
      fc.constantFrom('12345678901234567890', '-0.10', '1E+05', '"a\\u0020 /* b */"', 'null'),
    )
    const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, token, tie('list'), tie('object')),
      list: fc
        .tuple(space, fc.array(tie('value'), { maxLength: 3 }))
        .map(([gap, items]) => `[${gap}${items.join(`${gap},`)}${gap}]`),
      object: fc
        .tuple(space, fc.array(tie('value'), { maxLength: 3 }))
        .map(([gap, items]) => `{${items.map((item) => `"k"${gap}:${gap}${item}`)}${gap}}`),
    }))
    const formatOf = (text: string) => {
      const check = checkJson(text)
      return check.kind === 'valid' ? check.formatted : expect.fail(`${text} is ${check.kind}`)
    }
    fc.assert(
      fc.property(space, fc.array(value, { maxLength: 3 }), (gap, values) => {
        const text = `${gap}[${values.join(`${gap},${gap}`)}]${gap}`
        const formatted = formatOf(text)
        expect(withoutWhitespace(formatted)).toBe(withoutWhitespace(text))
        expect(formatOf(formatted)).toBe(formatted)
      }),
    )
  })

  it('handles ten thousand open brackets', () => {
    expect(checkJson('['.repeat(10_000))).toEqual({ kind: 'broken', line: 1, column: 10_001 })
  })
})

/** Removes the whitespace between tokens, not the one in strings. */
const withoutWhitespace = (json: string) =>
  json.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, (_, string = '') => string)

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
