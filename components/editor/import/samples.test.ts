import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseImport } from './parse/parse-import'
import { decodeFile } from './text/decode-file'

/** Reads a file of `testing/samples`: texts that people pasted into consoles like this one. */
const readSample = (name: string) =>
  decodeFile(readFileSync(new URL(`testing/samples/${name}.txt`, import.meta.url))) ?? ''

const BANNER_AND_THEME = [
  ['banner', 'Doors open at 20:00'],
  ['theme', 'dark'],
]

it.each([
  [
    'long-numbers.json',
    'object',
    [
      ['pinned_item', '{"sku": 3544790567247868102, "price": 19.90}'],
      ['host_account', '144115233775727695'],
      ['ratio', '1.10'],
      ['big', '1e400'],
    ],
  ],
  [
    'room-flags.env',
    'env',
    [
      ['BANNER', 'Doors open at 20:00 # early birds'],
      ['THEME', 'dark blue'],
      ['EMPTY', ''],
      ['NOTE', 'first line\nsecond line'],
      ['LINK', 'https://example.com/?a=1&b=2'],
    ],
  ],
  ['plain.env', 'env', BANNER_AND_THEME],
  ['list.json', 'list', BANNER_AND_THEME],
  ['request.json', 'request', BANNER_AND_THEME],
  ['reply.json', 'reply', BANNER_AND_THEME],
  ['byte-order-mark.json', 'object', [['banner', 'Doors open']]],
  [
    'quotes-and-crlf.env',
    'env',
    [
      [
        'LIVE_ENGINE_SECRET_KEY',
        '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
      ],
      ['LIVE_WEBHOOK_TOKEN', 'hook-token-1'],
      ['ADMIN_PASSWORD', 'correct horse battery staple'],
    ],
  ],
  [
    'long-ids.env',
    'env',
    [
      ['host_account', '144115233775727695'],
      ['code', '007'],
      ['zip', '01067'],
    ],
  ],
])('takes the sample %s exactly', (name, format, entries) => {
  const imported = parseImport(readSample(name))
  expect(imported.format).toBe(format)
  expect(imported.lines.map((line) => 'key' in line && [line.key, line.value])).toEqual(entries)
})
