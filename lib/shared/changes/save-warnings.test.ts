import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countHiddenCharacters } from '../metadata/invisibles'
import { validateValue } from '../metadata/text-rules'
import { findSaveWarnings } from './save-warnings'

const warn = (from: string | null, to: string | null, key = 'key') =>
  findSaveWarnings([{ key, from, to }], from === null ? [] : [{ key, value: from }]).map(
    ({ warning }) => warning,
  )

describe('a value', () => {
  it.each([
    ['{"id": 8812, "price": 19.9}', '{"id": 8812, "price": 19.9', 'json-broken'],
    ['[1, 2]', '[1, 2,]', 'json-broken'],
    ['{"a": 1}', '{“a”: 1}', 'json-broken'],
    ['{"a": 1}', '', 'json-broken'],
    ['19.90', '19,90', 'number-broken'],
    ['5', 'five', 'number-broken'],
    ['5', '', 'number-broken'],
    ['144115233775727695', '144115233775727695x', 'number-broken'],
    ['true', 'flase', 'boolean-broken'],
    ['true', 'False', 'boolean-broken'],
    ['FALSE', 'true', 'boolean-broken'],
    ['true', '1', 'boolean-broken'],
    ['x', 'x ', 'value-spaces'],
    [null, '\nx', 'value-spaces'],
    ['x ', 'x  ', 'value-spaces'],
    ['x', 'x\u200by', 'value-hidden'],
    ['a\u200b', 'a\u200bb\u202ec', 'value-hidden'],
    ['a\r\nb', 'a\nb', 'line-ends'],
    ['a\nb', 'a\r\nb', 'line-ends'],
  ])('that changes from %j to %j gets a warning', (from, to, warning) => {
    expect(warn(from, to)).toEqual([warning])
  })

  it.each([
    ['{"a": 1}', '{"a": 2}'],
    ['{"a": 1}', '5'],
    ['{"a": 1', '{"a": 2'],
    ['5', '-1.5e3'],
    ['007', '008'],
    ['true', 'false'],
    ['True', 'False'],
    ['text', 'true'],
    ['x ', 'y '],
    ['\nx', '\nlonger'],
    ['a\u200b', 'b\u200b'],
    ['a\r\nb', 'a'],
    ['a\r\nb', 'c\r\nd\r\ne'],
    ['\u{1f468}', '\u{1f468}\u200d\u{1f469}'],
    [null, '{"a":'],
    ['{"a": 1}', null],
  ])('that changes from %j to %j gets none', (from, to) => {
    expect(warn(from, to)).toEqual([])
  })
})

describe('a new key', () => {
  const room = [{ key: 'banner', value: 'x' }]

  it('gets a warning if it may be taken for a key of the room', () => {
    expect(findSaveWarnings([{ key: 'Banner', from: null, to: 'x' }], room)).toEqual([
      { key: 'Banner', warning: 'key-similar', at: 'key', similar: 'banner' },
    ])
    expect(findSaveWarnings([{ key: 'banner', from: 'x', to: 'y' }], room)).toEqual([])
  })

  it('gets none if the other key is removed, as when it is renamed', () => {
    const changes = [
      { key: 'Banner', from: null, to: 'x' },
      { key: 'banner', from: 'x', to: null },
    ]
    expect(findSaveWarnings(changes, room)).toEqual([])
  })

  it('is compared with the value of the key that it replaces', () => {
    const renames = new Map([['poll', 'vote']])
    const rename = (from: string, to: string) =>
      findSaveWarnings(
        [
          { key: 'poll', from, to: null },
          { key: 'vote', from: null, to },
        ],
        [{ key: 'poll', value: from }],
        renames,
      ).map(({ warning }) => warning)
    expect(rename('{"a": 1}', '{"a": 1')).toEqual(['json-broken'])
    expect(rename('x ', 'x ')).toEqual([])
  })

  it('gets a warning for spaces at its ends', () => {
    expect(warn(null, 'x', ' key')).toEqual(['key-spaces'])
    expect(warn('x', 'y', ' key')).toEqual([])
  })
})

describe('for any change', () => {
  const value = fc
    .oneof(
      fc.json(),
      fc.double().map(String),
      fc.boolean().map(String),
      fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r\n', '\u200b', '{', '}') }),
    )
    .filter((text) => validateValue(text) === null)

  it('a value that stays the same kind, without hidden characters, gets no warning', () => {
    const pairsOfOneKind = fc.oneof(
      fc.tuple(fc.json(), fc.json()).filter((pair) => pair.every((text) => /^[[{]/.test(text))),
      fc.tuple(
        fc.integer().map(String),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      ),
      fc.tuple(fc.boolean().map(String), fc.boolean().map(String)),
    )
    fc.assert(
      fc.property(pairsOfOneKind, ([from, to]) => {
        fc.pre(countHiddenCharacters(to).invisible === 0)
        expect(warn(from, to)).toEqual([])
      }),
    )
  })

  it('a value that is JSON no more always gets a warning', () => {
    fc.assert(
      fc.property(value, value, (from, to) => {
        const isJson = (text: string) => {
          try {
            JSON.parse(text)
            return true
          } catch {
            return false
          }
        }
        fc.pre(isJson(from) && !isJson(to))
        // A number may be spelled in ways that JSON does not know.
        fc.pre(!/\d/.test(to))
        expect(warn(from, to)[0]).toMatch(/-broken$/)
      }),
    )
  })

  it('an unchanged value gets no warning, and a warning names its change', () => {
    fc.assert(
      fc.property(value, value, (from, to) => {
        expect(warn(from, from)).toEqual([])
        const all = findSaveWarnings([{ key: 'k', from, to }], [{ key: 'k', value: from }])
        expect(all.every(({ key, at }) => key === 'k' && at === 'value')).toBe(true)
        expect(new Set(all.map(({ warning }) => warning)).size).toBe(all.length)
      }),
    )
  })
})
