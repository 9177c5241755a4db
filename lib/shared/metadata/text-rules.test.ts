import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hiddenIn, withoutHidden } from './invisibles'
import { keyProblem, valueProblem } from './text-rules'

const FAMILY = '👨‍👩‍👧‍👦'

describe('keyProblem', () => {
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
  ])('takes %j as it is', (key) => expect(keyProblem(key)).toBeNull())

  it.each([
    ['ASCII', 'k'.repeat(50), 'k'.repeat(51)],
    ['Chinese', `${'房'.repeat(16)}ab`, `${'房'.repeat(16)}abc`],
    ['emoji', `${'😀'.repeat(12)}ab`, `${'😀'.repeat(12)}abc`],
    ['joined emoji', FAMILY.repeat(2), `${FAMILY.repeat(2)}a`],
  ])('takes 50 bytes and refuses 51 in %s, saying by how much', (_, fits, over) => {
    expect(keyProblem(fits)).toBeNull()
    expect(keyProblem(over)).toEqual({
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
  ])('refuses %j as %s', (key, code) => expect(keyProblem(key)?.code).toBe(code))
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
        expect(keyProblem(text)?.code === 'key.invisible').toBe(hiddenIn(text).invisible > 0)
      }),
    )
  })

  it('leave a key that is accepted after its tokens were removed', () => {
    fc.assert(
      fc.property(key, (text) => {
        expect(keyProblem(`k${withoutHidden(text)}`)?.code).not.toBe('key.invisible')
      }),
    )
  })
})

describe('valueProblem', () => {
  it.each([
    '',
    '   ',
    'a\tb\nc\rd\r\n',
    'a\u200b\u202eb',
    '{{7*7}}',
    '</script>',
    '\u2028',
    '=cmd()',
  ])('takes %j as it is', (value) => expect(valueProblem(value)).toBeNull())

  it.each([
    ['ASCII', 'v'.repeat(2048)],
    ['Chinese', `${'房'.repeat(682)}ab`],
    ['emoji', '😀'.repeat(512)],
    ['joined emoji', `${FAMILY.repeat(81)}${'v'.repeat(23)}`],
  ])('takes 2,048 bytes and refuses 2,049 in %s', (_, fits) => {
    expect(valueProblem(fits)).toBeNull()
    expect(valueProblem(`${fits}v`)).toEqual({
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
  ])('refuses %j as %s', (value, code) => expect(valueProblem(value)?.code).toBe(code))
})
