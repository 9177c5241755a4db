import { expect, it } from 'vitest'
import { parseImport } from '../parse/parse-import'
import { decodeFile } from './decode-file'

const DOCKER_ENV = 'KEY="0123456789abcdef"\r\nTOKEN=hook-token-1\r\nWORDS="correct horse"\r\n'
const entries = [
  { line: 1, key: 'KEY', value: '0123456789abcdef' },
  { line: 2, key: 'TOKEN', value: 'hook-token-1' },
  { line: 3, key: 'WORDS', value: 'correct horse' },
]

it.each([
  ['UTF-8', Buffer.from(DOCKER_ENV)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${DOCKER_ENV}`)],
  ['UTF-16', Buffer.from(`\ufeff${DOCKER_ENV}`, 'utf16le')],
  ['UTF-16 in the other byte order', Buffer.from(`\ufeff${DOCKER_ENV}`, 'utf16le').swap16()],
])('reads a file in %s with its exact entries', (_, bytes) => {
  expect(parseImport(decodeFile(bytes) ?? '').lines).toEqual(entries)
})

it('does not guess at other bytes', () => {
  expect(decodeFile(Buffer.from([0x61, 0xe4, 0x62]))).toBeNull()
  expect(decodeFile(Buffer.from('a=1\0'))).toBeNull()
  expect(decodeFile(Buffer.from('\ufeffa', 'utf16le').subarray(0, 3))).toBeNull()
})
