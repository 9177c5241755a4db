import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countHiddenCharacters, removeHiddenCharacters } from './invisibles'
import { validateKey, validateValue } from './text-rules'

const FAMILY = '👨‍👩‍👧‍👦'

describe('validateKey', () => {
  it.each([
    'banner',
    ' banner ',
    '__proto__',
    'constructor',
    'toString',
    'é',
    'e\u0301',
    'ａ',
    '房'.repeat(16),
  ])('accepts %j unchanged', (key) => expect(validateKey(key)).toBeNull())

  it.each([
    ['ASCII', 'k'.repeat(50), 'k'.repeat(51)],
    ['Chinese', `${'房'.repeat(16)}ab`, `${'房'.repeat(16)}abc`],
    ['emoji', `${'😀'.repeat(12)}ab`, `${'😀'.repeat(12)}abc`],
    ['joined emoji', FAMILY.repeat(2), `${FAMILY.repeat(2)}a`],
  ])('accepts 50 bytes of %s and reports how far 51 are over the limit', (_, fits, over) => {
    expect(validateKey(fits)).toBeNull()
    expect(validateKey(over)).toEqual({
      code: 'key.too-long',
      params: { bytes: 51, limit: 50, over: 1 },
    })
  })

  it.each([
    ['', 'key.missing'],
    ['a\ud800', 'key.not-text'],
    ['a\tb', 'key.control'],
    ['a\nb', 'key.control'],
    ['a\u0000b', 'key.control'],
    ['a\u0085b', 'key.control'],
    ['a\u202eb', 'key.invisible'],
    ['a\u2066b', 'key.invisible'],
    ['a\u200bb', 'key.invisible'],
    ['a\u200db', 'key.invisible'],
    ['\ufeffa', 'key.invisible'],
    ['😀\u200d', 'key.invisible'],
    ['a\u2062b', 'key.invisible'],
    ['a\u00a0b', 'key.invisible'],
    ['a\u3000b', 'key.invisible'],
    ['a\u2028b', 'key.invisible'],
    ['a\ufe0f\u200d😀', 'key.invisible'],
  ])('refuses %j as %s', (key, code) => expect(validateKey(key)?.code).toBe(code))
})

describe('keys and the tokens of the editor', () => {
  const formatCharacters = fc.constantFrom(
    ...Array.from({ length: 0x10_000 }, (_, code) => String.fromCharCode(code)).filter((each) =>
      /[\p{Cf}\p{Zl}\p{Zp}\u00a0\u3000]/u.test(each),
    ),
  )
  const key = fc
    .array(fc.oneof(formatCharacters, fc.constantFrom('a', 'b', '房', '😀')), { maxLength: 8 })
    .map((parts) => parts.join(''))
    .filter((text) => text !== '')

  it('refuse exactly the characters that are drawn as tokens', () => {
    fc.assert(
      fc.property(key, (text) => {
        expect(validateKey(text)?.code === 'key.invisible').toBe(
          countHiddenCharacters(text).invisible > 0,
        )
      }),
    )
  })

  it('are accepted after their tokens are removed', () => {
    fc.assert(
      fc.property(key, (text) => {
        expect(validateKey(`k${removeHiddenCharacters(text)}`)?.code).not.toBe('key.invisible')
      }),
    )
  })
})

describe('validateValue', () => {
  it.each([
    '',
    '   ',
    'a\tb\nc\rd\r\n',
    'a\u200b\u202eb',
    '{{7*7}}',
    '</script>',
    '\u2028',
    '=cmd()',
  ])('accepts %j unchanged', (value) => expect(validateValue(value)).toBeNull())

  it.each([
    ['ASCII', 'v'.repeat(2048)],
    ['Chinese', `${'房'.repeat(682)}ab`],
    ['emoji', '😀'.repeat(512)],
    ['joined emoji', `${FAMILY.repeat(81)}${'v'.repeat(23)}`],
  ])('accepts 2,048 bytes of %s and refuses 2,049', (_, fits) => {
    expect(validateValue(fits)).toBeNull()
    expect(validateValue(`${fits}v`)).toEqual({
      code: 'value.too-long',
      params: { bytes: 2049, limit: 2048, over: 1 },
    })
  })

  it.each([
    ['a\udc00', 'value.not-text'],
    ['a\u0000', 'value.control'],
    ['a\u001b[31m', 'value.control'],
    ['a\u007f', 'value.control'],
    ['a\u0080', 'value.control'],
  ])('refuses %j as %s', (value, code) => expect(validateValue(value)?.code).toBe(code))
})
