import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDescription, matchesPattern } from './match-key'
import { describeKey } from './testing/descriptions'

const nameOf = (names: readonly string[], key: string) =>
  findDescription(
    names.map((name) => describeKey(name)),
    key,
  )?.name ?? null

describe('a pattern', () => {
  it.each([
    ['app_*', 'app_key_1', true],
    ['app_*', 'app_', true],
    ['app_*', 'my_app_1', false],
    ['*_url', 'donate_url', true],
    ['*_url', 'donate_urls', false],
    ['block_*_text', 'block_text', false],
    ['block_*_text', 'block__text', true],
    ['a*b*a', 'aba', true],
    ['a*b*a', 'ab', false],
    ['*', '', true],
    ['a.c', 'abc', false],
    ['Banner', 'banner', false],
  ])('%s matches %s: %s', (pattern, key, matches) => {
    expect(matchesPattern(pattern, key)).toBe(matches)
  })

  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '_'), maxLength: 8 })
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 })

  it('means the same as the regular expression that allows any text for each asterisk', () => {
    fc.assert(
      fc.property(pattern, text, (name, key) => {
        const literals = name.split('*').map((part) => part.replaceAll('.', '\\.'))
        const reference = new RegExp(`^${literals.join('.*')}$`)
        expect(matchesPattern(name, key)).toBe(reference.test(key))
      }),
    )
  })

  it('finds the same description in whatever order the catalogue is', () => {
    fc.assert(
      fc.property(fc.uniqueArray(pattern, { maxLength: 6 }), text, (names, key) => {
        expect(nameOf(names.toReversed(), key)).toBe(nameOf(names, key))
      }),
    )
  })
})

describe('the description of a key', () => {
  it('is the one with its name, before any pattern', () => {
    expect(nameOf(['app_key_*', 'app_key_1'], 'app_key_1')).toBe('app_key_1')
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string({ minLength: 1 }), (names, key) => {
        expect(nameOf([...names, key], key)).toBe(key)
      }),
    )
  })

  it('is that of the pattern with the most characters, then of the first by name', () => {
    expect(nameOf(['*', 'app_*', 'app_key_*'], 'app_key_1')).toBe('app_key_*')
    expect(nameOf(['b*', '*b'], 'bb')).toBe('*b')
  })

  it('is missing for a key that nothing matches', () => {
    expect(nameOf(['banner', 'app_*'], 'Banner')).toBeNull()
  })
})
