import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRecord, neutralisedCell, restoredCell } from './csv'

/** What a spreadsheet takes for the begin of a formula, or skips on the way to one. */
const DANGEROUS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom("'", '"', ',', ';', '\n', '\r', '\u2028', '房', ...DANGEROUS),
  }),
)

/** By RFC 4180, written apart from the writer. */
function parsed(text: string): string[][] {
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

describe('a cell', () => {
  it.each(DANGEROUS.map((sign) => [JSON.stringify(sign), sign]))(
    'that begins with %s is text to a spreadsheet',
    (_, sign) => {
      expect(neutralisedCell(`${sign}cmd|' /C calc'!A0`)).toBe(`'${sign}cmd|' /C calc'!A0`)
    },
  )

  it('never begins with what is calculated, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(DANGEROUS).not.toContain([...neutralisedCell(text)][0])
      }),
    )
  })

  it('tells its text byte for byte to who takes the apostrophe off', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(restoredCell(neutralisedCell(text))).toBe(text)
      }),
    )
  })

  it('is the text itself where nothing is dangerous', () => {
    for (const text of ['', 'a=b', "'quoted'", '{"a": -1}', 'line\n=2', '\u2028', ' =1']) {
      expect(neutralisedCell(text)).toBe(text)
    }
  })
})

describe('a record', () => {
  it('holds quotes, commas, every line end and U+2028 in their cells', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyText, { minLength: 1 }), { minLength: 1 }), (records) => {
        const text = records.map(csvRecord).join('')
        expect(parsed(text).map((record) => record.map(restoredCell))).toEqual(records)
      }),
    )
  })
})
