import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { WriteResult } from './write-result'

const PLACES = { 'key.refused': 'key', 'value.refused': 'value' } as const
const WORD = /[\p{L}\p{N}_]/u

/**
 * The engine says "a key" or "a value is too long" and names none by number. The row is the one its text names,
 * else the longest that was sent: where any is too long, that one is. `params.bytes` is its length in UTF-8.
 */
export function pointAtEntry(result: WriteResult, entries: readonly Entry[]): WriteResult {
  if (result.result !== 'refused') return result
  const { code, details } = result.problem
  if (code !== 'key.refused' && code !== 'value.refused') return result
  const at = PLACES[code]
  const named = entries.filter(({ key }) => names(String(details.params?.info ?? ''), key))
  const candidates = named.length > 0 ? named : entries
  const [longest] = [...candidates].sort((a, b) => utf8Bytes(b[at]) - utf8Bytes(a[at]))
  const bytes = longest ? utf8Bytes(longest[at]) : 0
  // A delete sends no values: a complaint about one is nothing a person could mend.
  if (!longest || bytes === 0) {
    return { result: 'refused', problem: new Problem('engine.refused', details) }
  }
  const problem = result.problem.with({
    params: { ...details.params, bytes },
    entries: [{ key: longest.key, at, code, params: { bytes } }],
  })
  return { result: 'refused', problem }
}

/** True where `key` stands in the text by itself; a single character is a word of the sentence more often than a name. */
function names(text: string, key: string): boolean {
  if ([...key].length < 2) return false
  for (let i = text.indexOf(key); i >= 0; i = text.indexOf(key, i + 1)) {
    const [before = '', after = ''] = [text[i - 1], text[i + key.length]]
    if (!WORD.test(before) && !WORD.test(after)) return true
  }
  return false
}
