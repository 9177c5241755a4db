import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { WriteResult } from './write-result'

const FIELDS = { 'key.refused': 'key', 'value.refused': 'value' } as const
const WORD_CHARACTER = /[\p{L}\p{N}_]/u

/**
 * Adds the entry that is too long to a refusal, so that the editor can mark its row. The Live
 * service says only that some key or value is too long: we take the key that its text mentions,
 * else the longest one sent. `params.bytes` is the length in UTF-8 bytes.
 */
export function addEntryProblem(result: WriteResult, entries: readonly Entry[]): WriteResult {
  if (result.result !== 'refused') return result
  const { code, details } = result.problem
  if (code !== 'key.refused' && code !== 'value.refused') return result
  const field = FIELDS[code]
  const info = String(details.params?.info ?? '')
  const mentioned = entries.filter(({ key }) => mentionsKey(info, key))
  const candidates = mentioned.length > 0 ? mentioned : entries
  const [longest] = [...candidates].sort((a, b) => utf8Bytes(b[field]) - utf8Bytes(a[field]))
  const bytes = longest ? utf8Bytes(longest[field]) : 0
  // A delete sends no values, so the user cannot fix a value that is "too long" there.
  if (!longest || bytes === 0) {
    return { result: 'refused', problem: new Problem('engine.refused', details) }
  }
  const problem = result.problem.with({
    params: { ...details.params, bytes },
    entries: [{ key: longest.key, at: field, code, params: { bytes } }],
  })
  return { result: 'refused', problem }
}

/**
 * True if `text` contains `key` as a whole word. Single characters are too often ordinary words
 * ("a").
 */
function mentionsKey(text: string, key: string): boolean {
  if ([...key].length < 2) return false
  for (let i = text.indexOf(key); i >= 0; i = text.indexOf(key, i + 1)) {
    const [before = '', after = ''] = [text[i - 1], text[i + key.length]]
    if (!WORD_CHARACTER.test(before) && !WORD_CHARACTER.test(after)) return true
  }
  return false
}
