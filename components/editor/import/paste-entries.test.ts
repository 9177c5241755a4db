import { expect, it } from 'vitest'
import { pastedEntries } from './paste-entries'

it('reads lines at their first equals sign and trims nothing', () => {
  expect(pastedEntries('a=1=2\r\n\n b = x ')).toEqual({
    entries: [
      { key: 'a', value: '1=2' },
      { key: ' b ', value: ' x ' },
    ],
    badLine: null,
  })
})

it('reads a JSON object, odd keys included', () => {
  expect(pastedEntries('{"__proto__": "x", "n": 1, "o": {"a": []}}').entries).toEqual([
    { key: '__proto__', value: 'x' },
    { key: 'n', value: '1' },
    { key: 'o', value: '{"a":[]}' },
  ])
})

it('names the first line that is no entry, and drops nothing silently', () => {
  expect(pastedEntries('a=1\nnonsense\n{').badLine).toBe(2)
  expect(pastedEntries('{"a": 1').badLine).toBe(1)
})

it('takes ten thousand lines', () => {
  const text = Array.from({ length: 10_000 }, (_, at) => `k${at}=v`).join('\n')
  expect(pastedEntries(text).entries).toHaveLength(10_000)
})
