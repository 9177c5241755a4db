import { describe, expect, it } from 'vitest'
import { parseImport } from './parse-import'
import { formatOf, readLines } from './testing/read-lines'

describe('cells of a spreadsheet', () => {
  it('may contain tabs, line ends and quotes', () => {
    const text = 'banner\tTonight\r\n"a\tb"\t"line 1\r\nsay ""hi"""\r\ncode\t007\r\n'
    expect(readLines(text)).toEqual([
      ['banner', 'Tonight'],
      ['a\tb', 'line 1\r\nsay "hi"'],
      ['code', '007'],
    ])
    expect(formatOf(text)).toBe('cells')
  })

  it('keep quotes, spaces and equals signs that belong to them', () => {
    expect(readLines('json\t"text"\nsay\t"A" and "B"\nurl\thttps://x/?a=1\nspace\t x ')).toEqual([
      ['json', '"text"'],
      ['say', '"A" and "B"'],
      ['url', 'https://x/?a=1'],
      ['space', ' x '],
    ])
  })

  it('leave out a heading and empty rows, and count the heading', () => {
    const text = 'Key\tValue\n\t\nbanner\tx\t\t\n'
    expect(readLines(text)).toEqual([['banner', 'x']])
    expect(parseImport(text).notes.headings).toBe(1)
    expect(readLines('key\tvalue')).toEqual([['key', 'value']])
  })

  it('name rows that are not a key and a value', () => {
    expect(readLines('a\t1\nb\n"c\n2"\t3\nd\t4\tnote\ne\t')).toEqual([
      ['a', '1'],
      [2, 'one-cell'],
      ['c\n2', '3'],
      [5, 'many-cells'],
      ['e', ''],
    ])
  })

  it('differ from lines by what comes before the first tab', () => {
    expect(formatOf('a=1\t2')).toBe('env')
    expect(formatOf('a\t= 1')).toBe('env')
    expect(formatOf('# note\n\na\t1')).toBe('cells')
    expect(formatOf('"a\n=b"\t1')).toBe('cells')
  })
})
