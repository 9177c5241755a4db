import { expect, it } from 'vitest'
import { loaded, row } from '@/lib/shared/changes/testing/draft-rows'
import { parseImport } from '../parse/parse-import'
import { previewImport } from './import-preview'

const preview = (text: string, rows: Parameters<typeof previewImport>[1] = []) =>
  previewImport(parseImport(text).lines, rows)

it('tells for each line what it does to the draft', () => {
  const rows = [loaded('banner', 'Hello'), loaded('score', '1', { value: '2' }), row('draft', 'x')]
  const { lines, entries, counts, keysAfter } = preview('banner=Bye\nscore=2\nnew=1\nwhat', rows)
  expect(lines).toEqual([
    { status: 'changed', line: 1, entry: { key: 'banner', value: 'Bye' }, before: 'Hello' },
    { status: 'same', line: 2, entry: { key: 'score', value: '2' } },
    { status: 'new', line: 3, entry: { key: 'new', value: '1' } },
    { status: 'unusable', line: 4, text: 'what', problem: 'no-separator' },
  ])
  expect(entries.map(({ key }) => key)).toEqual(['banner', 'new'])
  expect(counts).toEqual({ new: 1, changed: 1, same: 1, twice: 0, unusable: 1 })
  expect(keysAfter).toBe(4)
})

it('uses the last line of a doubled key, and names it at the others', () => {
  const { lines, entries } = preview('a=1\nb=2\na=3')
  expect(lines[0]).toMatchObject({ status: 'twice', usedLine: 3, entry: { value: '1' } })
  expect(entries).toEqual([
    { key: 'b', value: '2' },
    { key: 'a', value: '3' },
  ])
  expect(preview('{"a": 1, "a": 2}').entries).toEqual([{ key: 'a', value: '2' }])
})

it('uses no line of a doubled key whose last value cannot be used', () => {
  const { entries, counts } = preview(`a=1\na=${'v'.repeat(2049)}`)
  expect(entries).toEqual([])
  expect(counts).toMatchObject({ twice: 1, unusable: 1 })
})

it('names keys and values that the Live service does not take, all at once', () => {
  const { lines } = preview(`=1\n${'k'.repeat(51)}=1\na\u200b=1\nb=\u0007`)
  expect(lines.map((line) => 'code' in line && line.code)).toEqual([
    'key.missing',
    'key.too-long',
    'key.invisible',
    'value.control',
  ])
})

it('leaves an odd entry alone that the room holds already', () => {
  const rows = [loaded('a\u200b', '1')]
  expect(preview('a\u200b=1', rows).lines[0]?.status).toBe('same')
  expect(preview('a\u200b=2', rows).lines[0]?.status).toBe('unusable')
})

it('brings a removed key back as a new one', () => {
  const { counts, keysAfter } = preview('a=1', [loaded('a', '1', { removed: true })])
  expect([counts.new, keysAfter]).toEqual([1, 1])
})
