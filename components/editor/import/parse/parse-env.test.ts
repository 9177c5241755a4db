import { describe, expect, it } from 'vitest'
import { parseImport } from './parse-import'
import { readLines } from './testing/read-lines'

describe('.env files', () => {
  it('understand comments, export, quotes and values of several lines', () => {
    const text = `# room flags for tonight = draft
BANNER="Doors open at 20:00 # early birds"
export THEME='dark blue'
EMPTY=
  # indented note: price=5
NOTE="first line
second line"
LINK = https://example.com/?a=1&b=2
`
    expect(readLines(text)).toEqual([
      ['BANNER', 'Doors open at 20:00 # early birds'],
      ['THEME', 'dark blue'],
      ['EMPTY', ''],
      ['NOTE', 'first line\nsecond line'],
      ['LINK', 'https://example.com/?a=1&b=2'],
    ])
    expect(parseImport(text)).toMatchObject({ format: 'env', notes: { comments: 2 } })
  })

  it('keep the line ends of a value, and understand CR LF between lines', () => {
    expect(readLines('\ufeffa="1\r\n2"\r\nb=3\r\rc=4\r\n')).toEqual([
      ['a', '1\r\n2'],
      ['b', '3'],
      ['c', '4'],
    ])
  })

  it('keep zeros, digits, hash tags and equals signs', () => {
    expect(readLines('code=007\nhost=144115233775727695\ntag=Join #LiveShow # now\na=1=2')).toEqual(
      [
        ['code', '007'],
        ['host', '144115233775727695'],
        ['tag', 'Join #LiveShow # now'],
        ['a', '1=2'],
      ],
    )
  })

  it('unescape double quotes only', () => {
    expect(readLines('a="x\\n\\"y\\" \\\\ \\w"\nb=\'x\\n\'\nc=`it\'s "x"` # note\nd=x\\n')).toEqual(
      [
        ['a', 'x\n"y" \\ \\w'],
        ['b', 'x\\n'],
        ['c', 'it\'s "x"'],
        ['d', 'x\\n'],
      ],
    )
  })

  it('keep quotes that are not around the whole value', () => {
    expect(readLines('a="A" and "B"\nb=\'tis the season\nc=isn\'t\nd={"id": 1}')).toEqual([
      ['a', '"A" and "B"'],
      ['b', "'tis the season"],
      ['c', "isn't"],
      ['d', '{"id": 1}'],
    ])
  })

  it('count the values whose outer spaces are left out; quotes keep them', () => {
    const text = 'a= x \nb=" x "\nc=x'
    expect(readLines(text)).toEqual([
      ['a', 'x'],
      ['b', ' x '],
      ['c', 'x'],
    ])
    expect(parseImport(text).notes.outerSpaces).toBe(1)
  })

  it('name every line that is none', () => {
    expect(readLines('a=1\nnonsense\n\n{\nb="open\nmore')).toEqual([
      ['a', '1'],
      [2, 'no-separator'],
      [4, 'no-separator'],
      [5, 'open-quote'],
      [6, 'no-separator'],
    ])
  })
})
