import { describe, expect, it } from 'vitest'
import { NO_NOTES } from './imported-text'
import { parseImport } from './parse-import'
import { formatOf, readLines } from './testing/read-lines'

const BANNER_AND_THEME = [
  ['banner', 'Doors open at 20:00'],
  ['theme', 'dark'],
]
const list =
  '[{"Key": "banner", "Value": "Doors open at 20:00"}, {"Key": "theme", "Value": "dark"}]'

describe('JSON', () => {
  it('keeps the source text of everything but strings, digit by digit', () => {
    const text = `{
  "pinned_item": {"sku": 3544790567247868102, "price": 19.90},
  "host_account": 144115233775727695,
  "ratio": 1.10,
  "big": 1e400,
  "off": false, "none": null, "list": [ 1, 2 ]
}`
    expect(readLines(text)).toEqual([
      ['pinned_item', '{"sku": 3544790567247868102, "price": 19.90}'],
      ['host_account', '144115233775727695'],
      ['ratio', '1.10'],
      ['big', '1e400'],
      ['off', 'false'],
      ['none', 'null'],
      ['list', '[ 1, 2 ]'],
    ])
    expect(formatOf(text)).toBe('object')
  })

  it('keeps the order, doubled and unusual keys, and unescapes strings', () => {
    expect(
      readLines('{"z": "a\\n\\"b\\" \\u4eca", "10": "x", "2": "y", "__proto__": "p", "z": ""}'),
    ).toEqual([
      ['z', 'a\n"b" 今'],
      ['10', 'x'],
      ['2', 'y'],
      ['__proto__', 'p'],
      ['z', ''],
    ])
  })

  it.each([
    ['a list', 'list', list],
    ['a list in lower case', 'list', list.toLowerCase().replace('doors', 'Doors')],
    ['a request', 'request', `{"RoomId": "live-room", "Metadata": ${list}}`],
    [
      'a reply',
      'reply',
      `{"ActionStatus": "OK", "ErrorInfo": "", "ErrorCode": 0, "RequestId": "Id-7",
        "Response": {"Metadata": ${list}}}`,
    ],
    [
      'an object with a byte order mark',
      'object',
      '\ufeff{"banner": "Doors open at 20:00", "theme": "dark"}',
    ],
  ])('recognises %s', (_, format, text) => {
    expect(formatOf(text)).toBe(format)
    expect(readLines(text)).toEqual(BANNER_AND_THEME)
    expect(readLines(text.replaceAll(/(?<=[,{[]) ?(?=["{])/g, '\r\n'))).toEqual(BANNER_AND_THEME)
  })

  it('finds no entries in a reply without metadata or with an error', () => {
    const reply = { ActionStatus: 'FAIL', ErrorInfo: 'no such room', ErrorCode: 100004 }
    expect(parseImport(JSON.stringify(reply))).toEqual({
      format: 'reply',
      lines: [],
      notes: NO_NOTES,
    })
    expect(readLines('{"ActionStatus": "OK", "ErrorCode": 0, "Response": null}')).toEqual([])
  })

  it('takes an object whose fields only look like a request as entries', () => {
    expect(readLines('{"RoomId": "a", "Metadata": "none", "title": "x"}')).toHaveLength(3)
    expect(readLines('{"Metadata": "none"}')).toEqual([['Metadata', 'none']])
    expect(readLines('{"response": "yes"}')).toEqual([['response', 'yes']])
  })

  it('names each item of a list that is not one key with one value', () => {
    const text = `[
{"key": "a", "value": 1},
{"key": "a"},
{"key": 5, "value": "x"},
{"key": "a", "value": "x", "type": "y"},
{"name": "a"},
"text"
]`
    expect(readLines(text)).toEqual([
      ['a', '1'],
      [3, 'no-value'],
      [4, 'key-not-text'],
      [5, 'not-key-value'],
      [6, 'not-key-value'],
      [7, 'not-key-value'],
    ])
    expect(readLines('{"RoomId": "r", "Keys": ["a", "b"]}')).toEqual([
      [1, 'no-value'],
      [1, 'no-value'],
    ])
  })

  it('names every line with a syntax error, and takes no entry', () => {
    const text = `{
  "a": 1
  "b" 2,
  "c": “x”,
  // note
  "d": "\\q",
  "e": "open
}`
    expect(readLines(text)).toEqual([
      [3, 'json-comma'],
      [4, 'json-curly-quote'],
      [5, 'json-comment'],
      [6, 'json-escape'],
      [7, 'json-string'],
    ])
    expect(readLines('{"a": 1')).toEqual([[1, 'json-bracket']])
    expect(readLines('{"a": 1,}')).toEqual([[1, 'json-comma']])
    expect(readLines('{"a": 1} 2')).toEqual([[1, 'json-extra']])
    expect(readLines('{"a": 007}')).toEqual([[1, 'json-comma']])
  })

  it('names brackets that are nested too deeply', () => {
    expect(readLines(`{"a": ${'['.repeat(100_000)}`)).toEqual([[1, 'json-too-deep']])
  })
})
