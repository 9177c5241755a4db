import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkValue } from './check-value'
import type { KeyDescription } from './key-description'
import { describeKey } from './testing/descriptions'

const check = (fields: Partial<KeyDescription>, value: string) =>
  checkValue(describeKey('key', fields), value).map(({ warning }) => warning)

const cases: [KeyDescription['type'], accepted: string[], refused: string[]][] = [
  ['number', ['0', '-1.5', '5e3', '19.90'], ['', ' 5', '+5', '05', '1,5', '0x1', 'NaN', '5.']],
  ['boolean', ['true', 'false'], ['', 'flase', 'True', 'true ', '1', 'yes']],
  ['colour', ['#fff', '#FF6600', '#ff660080'], ['', 'red', 'ff6600', '#ff', '#ff66000', '#ggg']],
  [
    'date-time',
    ['2026-03-01T20:00:00Z', '2028-02-29T23:59:59.123+08:00'],
    ['', '2026-03-01', '2026-02-29T20:00:00Z', '2026-03-01T20:00:00', '2026-03-01T24:00:00Z'],
  ],
  [
    'url',
    ['https://example.com/a?b=c#d', 'http://localhost:3000', 'https://例子.测试/'],
    ['', 'example.com', 'javascript:alert(1)', 'https://exa mple.com', ' https://example.com'],
  ],
  ['json', ['{"a": 1}', '[]', '"text"', '12345678901234567890'], ['', '{"a": 1', "{'a': 1}"]],
]

describe.each(cases)('a value of the type %s', (type, accepted, refused) => {
  it.each(accepted)('can be %j', (value) => {
    expect(check({ type }, value)).toEqual([])
  })

  it.each(refused)('cannot be %j', (value) => {
    expect(check({ type }, value)).toEqual([`type-${type}`])
  })
})

describe('a value', () => {
  it('can be any text if its type is text', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(check({}, value)).toEqual([])
      }),
    )
  })

  it('is one of the choices exactly', () => {
    const choices = ['spring', 'autumn', '']
    const fields = { type: 'choice', choices } as const
    for (const value of choices) expect(check(fields, value)).toEqual([])
    expect(check(fields, 'Autumn')).toEqual(['type-choice'])
  })

  it('accepts every number that JSON writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(check({ type: 'number' }, JSON.stringify(value))).toEqual([])
      }),
    )
  })

  it('accepts every time that the clock of JavaScript writes, and no other day', () => {
    const years = { min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }
    fc.assert(
      fc.property(fc.date(years), (date) => {
        expect(check({ type: 'date-time' }, date.toISOString())).toEqual([])
      }),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99 }),
        fc.integer({ min: 0, max: 99 }),
        (month, day) => {
          const two = (part: number) => `${part}`.padStart(2, '0')
          const text = `2027-${two(month)}-${two(day)}T00:00:00Z`
          const date = new Date(text)
          const isDay =
            !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 19))
          expect(check({ type: 'date-time' }, text)).toEqual(isDay ? [] : ['type-date-time'])
        },
      ),
    )
  })

  it('counts bytes of UTF-8 against the limit', () => {
    expect(check({ byteLimit: 6 }, '今晚')).toEqual([])
    expect(checkValue(describeKey('key', { byteLimit: 6 }), '今晚!')).toEqual([
      { warning: 'soft-byte-limit', severity: 'warn', params: { limit: 6, over: 1 } },
    ])
  })

  it('can fail the type and the limit at once, with the severity of its key', () => {
    const description = describeKey('key', { type: 'number', byteLimit: 2, severity: 'block' })
    expect(checkValue(description, 'abc')).toMatchObject([
      { warning: 'type-number', severity: 'block' },
      { warning: 'soft-byte-limit', severity: 'block' },
    ])
  })

  it('fits the schema of its key, or the finding says where it does not', () => {
    const schema = { properties: { price: { type: 'number', exclusiveMinimum: 0 } } }
    const fields = { type: 'json', schema } as const
    expect(check(fields, '{"price": 19.9}')).toEqual([])
    expect(check(fields, '{"price": 19.9')).toEqual(['type-json'])
    expect(checkValue(describeKey('key', fields), '{"price": 0}')).toMatchObject([
      { warning: 'json-schema', params: { at: '/price', keyword: 'exclusiveMinimum' } },
    ])
  })
})
