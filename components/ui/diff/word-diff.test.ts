import fc from 'fast-check'
import { expect, it } from 'vitest'
import { diffWords } from './word-diff'

/** `-old-`, `+new+` and the rest. */
function write(from: string, to: string, locale = 'en') {
  const signs = { same: '', removed: '-', added: '+' } as const
  const parts = diffWords(from, to, locale)
  return parts?.map(({ kind, text }) => `${signs[kind]}${text}${signs[kind]}`).join('') ?? null
}

it('replaces a phrase as a whole instead of mixing its words with the new ones', () => {
  expect(
    write('Grand final of the season: B version', 'Grand final of the season: best of seven'),
  ).toBe('Grand final of the season: -B version-+best of seven+')
})

it('keeps words between two changes', () => {
  expect(write('all doors open at eight tonight', 'all doors open at nine today')).toBe(
    'all doors open at -eight tonight-+nine today+',
  )
  expect(write('red team beats blue team', 'pink team beats grey team')).toBe(
    '-red-+pink+ team beats -blue-+grey+ team',
  )
})

it('compares Chinese by word', () => {
  expect(write('今晚八点开播，敬请期待', '今晚九点开播，敬请期待', 'zh-CN')).toMatch(
    /^今晚-八点?-\+九点?\+点?开播，敬请期待$/,
  )
})

it('finds too little in common when less than half is shared', () => {
  expect(write('Hello', 'Bye')).toBeNull()
  expect(write('Hello world', 'Hello there')).toBe('Hello -world-+there+')
  expect(write('tonight at eight in the hall', 'tomorrow at nine on the big stage')).toBeNull()
})

it('contains both texts, and changes one value in JSON only', () => {
  expect(write('{"id": 8812, "price": 19.9}', '{"id": 8812, "price": 29.9}')).toBe(
    '{"id": 8812, "price": -19.9-+29.9+}',
  )
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', '"', '中', '\n') })
  fc.assert(
    fc.property(text, text, (from, to) => {
      const parts = diffWords(from, to, 'en') ?? []
      const without = (kind: string) =>
        parts.flatMap((part) => (part.kind === kind ? [] : part.text)).join('')
      if (parts.length === 0) return
      expect(without('added')).toBe(from)
      expect(without('removed')).toBe(to)
    }),
  )
})
