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
  ])('%s breaks at line %i, column %i', (text, line, column) => {
    expect(checkJson(text)).toEqual({ kind: 'broken', line, column })
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

  it('handles ten thousand open brackets', () => {
    expect(checkJson('['.repeat(10_000))).toEqual({ kind: 'broken', line: 1, column: 10_001 })
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
