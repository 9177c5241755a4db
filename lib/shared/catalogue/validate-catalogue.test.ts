import { describe, expect, it } from 'vitest'
import type { KeyDescription } from './key-description'
import { describeKey } from './testing/descriptions'
import { validateCatalogue } from './validate-catalogue'

const reasonsOf = (...descriptions: KeyDescription[]) =>
  validateCatalogue(descriptions).map(({ field, reason }) => `${field}: ${reason}`)

describe('a description', () => {
  it.each<[string, Partial<KeyDescription>, string]>([
    ['without a name', { name: '' }, 'name: name-missing'],
    ['with a name that no key can have', { name: 'a\nb' }, 'name: name-not-a-key'],
    ['with a name longer than a key', { name: 'k'.repeat(51) }, 'name: name-not-a-key'],
    ['with a long text', { description: 'x'.repeat(501) }, 'description: text-too-long'],
    ['with a control character', { description: 'a\u0000' }, 'description: text-not-allowed'],
    ['with half a character', { example: '\ud83d' }, 'example: text-not-allowed'],
    ['with a long example', { example: 'x'.repeat(2_049) }, 'example: text-too-long'],
    ['of a choice without choices', { type: 'choice' }, 'choices: choices-missing'],
    [
      'with the same choice twice',
      { type: 'choice', choices: ['a', 'a'] },
      'choices: choices-twice',
    ],
    ['of a text with choices', { choices: ['a'] }, 'choices: wrong-type'],
    ['of a text with a schema', { schema: {} }, 'schema: wrong-type'],
    [
      'with a regular expression',
      { type: 'json', schema: { pattern: 'a' } },
      'schema: schema-keyword',
    ],
    [
      'whose example is no such value',
      { type: 'number', example: 'five' },
      'example: example-fails',
    ],
  ])('%s is refused', (_, fields, reason) => {
    expect(reasonsOf(describeKey('key', fields))).toEqual([reason])
  })

  it('can be as long as a key and its value', () => {
    const fields = { description: '🎉'.repeat(500), example: 'x'.repeat(2_048) }
    expect(reasonsOf(describeKey('k'.repeat(50), fields))).toEqual([])
  })
})

describe('a catalogue', () => {
  it('describes a name once', () => {
    expect(reasonsOf(describeKey('a'), describeKey('a*'), describeKey('a'))).toEqual([
      'name: name-twice',
    ])
  })
})
