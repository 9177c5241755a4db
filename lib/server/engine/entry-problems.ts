import 'server-only'
import { utf8Bytes } from '@/lib/shared/bytes'
import type { Entry } from '@/lib/shared/entry'
import type { WriteResult } from './client'

const PLACES = { 'key.refused': 'key', 'value.refused': 'value' } as const

/**
 * The engine says "a key" or "a value is too long" and names none by number. The row is the one its text names,
 * else the longest that was sent, since every other would have been too long too.
 */
export function pointAtEntry(result: WriteResult, entries: readonly Entry[]): WriteResult {
  if (result.result !== 'refused') return result
  const { code } = result.problem
  if (code !== 'key.refused' && code !== 'value.refused') return result
  const at = PLACES[code]
  const info = String(result.problem.details.params?.info ?? '')
  const named = entries.filter(({ key }) => key !== '' && info.includes(key))
  const candidates = named.length === 1 ? named : entries
  const [longest] = [...candidates].sort((a, b) => utf8Bytes(b[at]) - utf8Bytes(a[at]))
  if (!longest) return result
  const params = { bytes: utf8Bytes(longest[at]) }
  const entry = { key: longest.key, at, code, params }
  return { result: 'refused', problem: result.problem.with({ params, entries: [entry] }) }
}
