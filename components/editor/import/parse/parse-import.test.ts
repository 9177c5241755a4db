import { expect, it } from 'vitest'
import { parseImport } from './parse-import'

it('recognises nothing in a text without content', () => {
  expect(parseImport('\ufeff \r\n')).toMatchObject({ format: null, lines: [] })
})

it('parses ten thousand lines', () => {
  const text = Array.from({ length: 10_000 }, (_, index) => `k${index}=v`).join('\n')
  expect(parseImport(text).lines).toHaveLength(10_000)
  const object = `{${Array.from({ length: 10_000 }, (_, index) => `"k${index}": ${index}`).join(',\n')}}`
  expect(parseImport(object).lines.at(-1)).toEqual({ line: 10_000, key: 'k9999', value: '9999' })
})
