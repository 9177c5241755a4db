import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neutralizeCell, toCsvRecord } from './csv'

/** Characters that start a formula in a spreadsheet, or that it skips before one. */
const DANGEROUS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '0',
      '7',
      '.',
      'e',
      "'",
      '"',
      ',',
      ';',
      '\n',
      '\r',
      '\u2028',
      '房',
      ...DANGEROUS,
    ),
  }),
)

/**
 * What a program that reads the file does: it removes the apostrophe that {@link neutralizeCell}
 * added.
 */
function restoreCell(cell: string): string {
  return /^''*(?:[=+\-@\t\r\n＝＋－＠]|\d[\d.,]*(?:e[+-]?\d+)?$)/i.test(cell) ? cell.slice(1) : cell
}

/** The same for a cell of a record. */
const restoreField = (cell: string) =>
  restoreCell(cell.replace(/([;\r\n])'(?=["']*[=+\-@\t＝＋－＠])/g, '$1'))

/** The cells that a program sees whose separator is the semicolon. */
function parseSemicolons(text: string): string[] {
  const cells = text.matchAll(/("(?:[^"]|"")*"?)?([^;\r\n]*)(?:;|\r\n|\r|\n|$)/g)
  return [...cells].map(([, quoted = '', rest = '']) =>
    (quoted.replace(/^"|"$/g, '').replaceAll('""', '"') + rest).replace(/^[\t\r\n]+/, ''),
  )
}

/** A parser for RFC 4180 that shares no code with the writer. */
function parseCsv(text: string): string[][] {
  const records: string[][] = []
  const fields = /"((?:[^"]|"")*)"(,|\r\n)/gy
  let record: string[] = []
  while (fields.lastIndex < text.length) {
    const [, field = '', end] = fields.exec(text) ?? expect.unreachable('no field')
    record.push(field.replaceAll('""', '"'))
    if (end === ',') continue
    records.push(record)
    record = []
  }
  return records
}

describe('a CSV cell', () => {
  it.each(DANGEROUS.map((sign) => [JSON.stringify(sign), sign]))(
    'that starts with %s is text for a spreadsheet',
    (_, sign) => {
      expect(neutralizeCell(`${sign}cmd|' /C calc'!A0`)).toBe(`'${sign}cmd|' /C calc'!A0`)
    },
  )

  it.each([
    '007',
    '12345678901234567',
    '1234567890123456',
    '19.90',
    '0.1234567890123456',
    '1e5',
    '1E+10',
    '1,234',
    '1.2.3',
    "'007",
    "'7",
  ])('that a spreadsheet would change as a number is text: %s', (text) => {
    expect(neutralizeCell(text)).toBe(`'${text}`)
  })

  it.each(['0', '7', '19.9', '1250', '123456789012345', '0.5', '7 ', '7a'])(
    'that a spreadsheet reads as the same number is unchanged: %s',
    (text) => {
      expect(neutralizeCell(text)).toBe(text)
    },
  )

  it('never starts with a character that starts a formula', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(DANGEROUS).not.toContain([...neutralizeCell(text)][0])
      }),
    )
  })

  it('contains the exact text after its apostrophe', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(restoreCell(neutralizeCell(text))).toBe(text)
      }),
    )
  })

  it('is the unchanged text when nothing in it is dangerous', () => {
    for (const text of ['', 'a=b', "'quoted'", '{"a": -1}', 'line\n=2', '\u2028', ' =1']) {
      expect(neutralizeCell(text)).toBe(text)
    }
  })
})

describe('a CSV record', () => {
  it('keeps quotes, commas, all line breaks and U+2028 in their cells', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyText, { minLength: 1 }), { minLength: 1 }), (records) => {
        const text = records.map(toCsvRecord).join('')
        expect(parseCsv(text).map((record) => record.map(restoreField))).toEqual(records)
      }),
    )
  })

  it('has no formula for a program that separates cells by semicolons', () => {
    const values = ['x;=1+1;', 'x;"=1+1;', 'line\n=1+1;', 'line\r\n@SUM(1);', ";'=1"]
    for (const value of values) expectNoFormula([['time', value, 'end']])
    fc.assert(
      fc.property(fc.array(fc.array(anyText, { minLength: 1 }), { minLength: 1 }), expectNoFormula),
    )
  })
})

function expectNoFormula(records: string[][]): void {
  const cells = parseSemicolons(records.map(toCsvRecord).join(''))
  expect(cells.filter((cell) => /^[=+\-@＝＋－＠]/.test(cell))).toEqual([])
}
