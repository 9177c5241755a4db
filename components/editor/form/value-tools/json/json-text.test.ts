import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alignClosingBracket,
  findMatchingBracket,
  indentNewLine,
  type TextEdit,
  toOneLine,
} from './json-text'

/** Splits a text at `|`, where the caret is. */
function atCaret(marked: string): { text: string; caret: number } {
  const caret = marked.indexOf('|')
  return { text: marked.replace('|', ''), caret }
}

/** The text after an edit, with the caret as `|`. */
function apply(text: string, { start, end, text: inserted, caret }: TextEdit): string {
  const next = text.slice(0, start) + inserted + text.slice(end)
  return `${next.slice(0, caret)}|${next.slice(caret)}`
}

const anyJson = fc
  .tuple(fc.oneof(fc.object(), fc.array(fc.jsonValue())), fc.constantFrom(0, 2, '\t'))
  .map(([value, space]) => JSON.stringify(value, null, space))

/** Strings with all that could be mistaken for the end of a string or for a bracket. */
const trickyJson = fc
  .array(fc.string({ unit: fc.constantFrom('"', '\\', '{', ']', '\n', 'a') }))
  .map((texts) => JSON.stringify({ texts, nested: [texts, {}] }))

describe('findMatchingBracket', () => {
  it.each([
    ['|{"a": [1]}', 9],
    ['{|"a": [1]}', 9],
    ['{"a": |[1]}', 8],
    ['{"a": [1]|}', 0],
    ['{"a": [1]}|', 0],
    ['{"a": [1|]}', 6],
  ])('finds the bracket that belongs to the one at the caret: %s', (marked, match) => {
    const { text, caret } = atCaret(marked)
    expect(findMatchingBracket(text, caret)).toBe(match)
  })

  it('goes to the opening bracket around a caret elsewhere', () => {
    const { text, caret } = atCaret('{"a": [1, 2|3, 4]}')
    expect(findMatchingBracket(text, caret)).toBe(6)
  })

  it('takes no bracket in a string for one', () => {
    const { text, caret } = atCaret('{"a": "}|')
    expect(findMatchingBracket(text, caret)).toBe(0)
  })

  it.each(['|{"a": [1]', '{"a": [1}|', '[1]}|', '12|', '|'])(
    'finds none where a bracket is missing: %s',
    (marked) => {
      const { text, caret } = atCaret(marked)
      expect(findMatchingBracket(text, caret)).toBeNull()
    },
  )

  it('leads there and back, around JSON', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, trickyJson), fc.nat(), (text, at) => {
        const caret = at % (text.length + 1)
        const first = findMatchingBracket(text, caret)
        if (first === null) return expect(caret).not.toBe(0)
        const second = findMatchingBracket(text, first) ?? expect.fail(`no way back in ${text}`)
        expect(findMatchingBracket(text, second)).toBe(first)
        const [start, end] = [first, second].sort((a, b) => a - b) as [number, number]
        expect(() => JSON.parse(text.slice(start, end + 1))).not.toThrow()
      }),
    )
  })
})

describe('indentNewLine', () => {
  it.each([
    ['{|', '{\n  |'],
    ['{|}', '{\n  |\n}'],
    ['{\n  "a": [|]\n}', '{\n  "a": [\n    |\n  ]\n}'],
    ['{\n  "a": 1,|\n}', '{\n  "a": 1,\n  |\n}'],
    ['{\n\t"a": 1,|\n}', '{\n\t"a": 1,\n\t|\n}'],
    ['{\n  "a": {|', '{\n  "a": {\n    |'],
  ])('indents after %j', (marked, expected) => {
    const { text, caret } = atCaret(marked)
    const edit = indentNewLine(text, caret, caret)
    expect(edit && apply(text, edit)).toBe(expected)
  })

  it.each(['{"a": 1,|}', '|{', '[LIVE] Hello|', '{\n  "a": "one [|', '{\n  "a": "one| two"\n}'])(
    'leaves the line break to the browser: %j',
    (marked) => {
      const { text, caret } = atCaret(marked)
      expect(indentNewLine(text, caret, caret)).toBeNull()
    },
  )

  it('replaces the selected text', () => {
    const edit = indentNewLine('[12]', 1, 3)
    expect(edit && apply('[12]', edit)).toBe('[\n  |\n]')
  })

  it('never changes what JSON says', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, trickyJson), fc.nat(), (text, at) => {
        const caret = at % (text.length + 1)
        const edit = indentNewLine(text, caret, caret)
        if (!edit) return
        expect(edit.text.trim()).toBe('')
        const next = text.slice(0, caret) + edit.text + text.slice(caret)
        expect(toOneLine(next)).toBe(toOneLine(text))
      }),
    )
  })
})

describe('alignClosingBracket', () => {
  it.each([
    ['{\n  "a": 1\n  |', '}', '{\n  "a": 1\n}|'],
    ['{\n  "a": [\n    1\n    |\n}', ']', '{\n  "a": [\n    1\n  ]|\n}'],
    ['{\n  "a": [\n|', ']', '{\n  "a": [\n  ]|'],
  ])('gives a bracket the indentation of its line: %j', (marked, bracket, expected) => {
    const { text, caret } = atCaret(marked)
    const edit = alignClosingBracket(text, caret, caret, bracket)
    expect(edit && apply(text, edit)).toBe(expected)
  })

  it.each([
    ['{\n  "a": 1 |', '}'],
    ['{\n  |', ']'],
    ['{\n|', '}'],
    ['  |', '}'],
    ['{ "a": "\n  |', ']'],
  ])('leaves %j alone for %s', (marked, bracket) => {
    const { text, caret } = atCaret(marked)
    expect(alignClosingBracket(text, caret, caret, bracket)).toBeNull()
  })
})

describe('toOneLine', () => {
  it('keeps every digit and the spaces in strings', () => {
    const json = '{\n  "id": 12345678901234567890,\n  "price": 2.50,\n  "a \\" b": [ 1 ]\n}'
    expect(toOneLine(json)).toBe('{"id":12345678901234567890,"price":2.50,"a \\" b":[1]}')
  })

  it('never changes what JSON says', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, trickyJson), (text) => {
        expect(toOneLine(text)).toBe(JSON.stringify(JSON.parse(text)))
      }),
    )
  })
})
