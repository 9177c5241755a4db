import { expect, it } from 'vitest'
import { parseImport } from './entry-parser'

it('splits lines at the first equals sign and trims nothing', () => {
  expect(parseImport('a=1=2\r\n\n b = x ')).toEqual({
    entries: [
      { key: 'a', value: '1=2' },
      { key: ' b ', value: ' x ' },
    ],
    invalidLine: null,
  })
})

it('parses a JSON object, including unusual keys', () => {
  expect(parseImport('{"__proto__": "x", "n": 1, "o": {"a": []}}').entries).toEqual([
    { key: '__proto__', value: 'x' },
    { key: 'n', value: '1' },
    { key: 'o', value: '{"a":[]}' },
  ])
})

it('reports the first invalid line', () => {
  expect(parseImport('a=1\nnonsense\n{').invalidLine).toBe(2)
  expect(parseImport('{"a": 1').invalidLine).toBe(1)
})

it('parses ten thousand lines', () => {
  const text = Array.from({ length: 10_000 }, (_, index) => `k${index}=v`).join('\n')
  expect(parseImport(text).entries).toHaveLength(10_000)
})
