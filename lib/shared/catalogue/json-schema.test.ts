import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSchemaError, findSchemaProblem } from './json-schema'

const nested = (levels: number): object => (levels === 0 ? {} : { not: nested(levels - 1) })

describe('a schema', () => {
  it('may use the keywords of a usual one', () => {
    expect(
      findSchemaProblem({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        title: 'A product',
        type: ['object', 'null'],
        required: ['id'],
        properties: { id: { type: 'integer' }, pattern: { const: 1 }, $ref: true },
        additionalProperties: false,
        anyOf: [{ minProperties: 1 }, true],
        if: { required: ['price'] },
        else: { not: { required: ['stock'] } },
        default: { pattern: 'a name in data, not a keyword' },
      }),
    ).toBeNull()
  })

  it.each([
    [{ pattern: '^(a+)+$' }, '/pattern'],
    [{ patternProperties: { '^(a+)+$': {} } }, '/patternProperties'],
    [{ items: { pattern: 'a' } }, '/items/pattern'],
    [{ properties: { id: { pattern: 'a' } } }, '/properties/id/pattern'],
    [{ allOf: [{}, { $ref: '#' }] }, '/allOf/1/$ref'],
    [{ $defs: { a: {} } }, '/$defs'],
    [{ $recursiveRef: '#' }, '/$recursiveRef'],
    [{ __absolute_ref__: '#' }, '/__absolute_ref__'],
    [{ requird: ['id'] }, '/requird'],
    [{ type: 'text' }, '/type'],
    [{ required: 'id' }, '/required'],
    [{ minimum: '3' }, '/minimum'],
    [{ minLength: -1 }, '/minLength'],
    [{ format: 'regex' }, '/format'],
    [{ items: [{}] }, '/items'],
    [{ anyOf: [] }, '/anyOf'],
    [{ properties: { id: null } }, '/properties/id'],
  ])('may not be %j', (schema, at) => {
    expect(findSchemaProblem(schema)).toEqual({ reason: 'keyword', at })
  })

  it('may have at most 8 KB', () => {
    const withComment = (bytes: number) => ({ $comment: 'x'.repeat(bytes) })
    const frame = JSON.stringify(withComment(0)).length
    expect(findSchemaProblem(withComment(8_192 - frame))).toBeNull()
    expect(findSchemaProblem(withComment(8_193 - frame))).toEqual({ reason: 'too-large' })
  })

  it('refuses a value instead of failing when it is nested too deep for the stack', () => {
    expect(findSchemaError(nested(5_000) as Record<string, unknown>, 1)).not.toBeNull()
  })

  it('is the same before and after a check, and gives the same answer again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const schema = { type: 'object', properties: { a: { type: 'number' } } }
        const before = JSON.stringify(schema)
        const first = findSchemaError(schema, value)
        expect(findSchemaError(schema, value)).toEqual(first)
        expect(JSON.stringify(schema)).toBe(before)
        expect(Object.getOwnPropertyNames(schema)).toEqual(['type', 'properties'])
      }),
    )
  })
})
