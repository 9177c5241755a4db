import { expect, it } from 'vitest'
import { pickHint } from './metadata-hint'

const entry = (key: string, value: string) => ({ key, value })
const entries = ['a', 'b', 'c', 'd'].map((key) => entry(key, `value of ${key}`))

it('shows the first entries, or those that the search has found', () => {
  expect(pickHint(entries, [])).toEqual({ count: 4, hint: entries.slice(0, 3) })
  expect(pickHint(entries, ['of d']).hint.map(({ key }) => key)).toEqual(['d', 'a', 'b'])
  expect(pickHint([], ['x'])).toEqual({ count: 0, hint: [] })
})

it('cuts long values around what was found, without splitting characters', () => {
  const long = `${'🎉'.repeat(90)} end`
  expect(pickHint([entry('k', long)], []).hint[0]?.value).toBe(`${'🎉'.repeat(80)}…`)
  const value = pickHint([entry('k', `${'a'.repeat(200)}needle`)], ['needle']).hint[0]?.value
  expect(value).toBe(`…${'a'.repeat(20)}needle`)
})
