import type { Entry, KeyChange } from '../metadata/entry'
import { splitAtInvisibles } from '../metadata/invisibles'
import { findSimilarKey } from '../metadata/similar-keys'
import type { Renames } from './change-lines'
import { applyChanges } from './diff'
import type { WarningName } from './warning-names'

/** `at` is the field to look at; `similar` is the key that `key` may be taken for. */
export type SaveWarning = {
  key: string
  warning: WarningName
  at: 'key' | 'value'
  similar?: string
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
/** Programs compare the spelling, so `True` does not replace `true`. */
const BOOLEANS = [/^(?:true|false)$/, /^(?:True|False)$/, /^(?:TRUE|FALSE)$/]

/**
 * What the review warns about before a save. A value is compared with the one that it replaces, also
 * if its key is renamed: a warning names what is new, not what was there before. A deleted key gets
 * none. `entries` is the room before the changes.
 */
export function findSaveWarnings(
  changes: readonly KeyChange[],
  entries: readonly Entry[],
  renames: Renames = new Map(),
): SaveWarning[] {
  const keysAfter = applyChanges(entries, changes).map(({ key }) => key)
  return changes.flatMap(({ key, from, to }): SaveWarning[] => {
    if (to === null) return []
    const renamed = changes.find((other) => other.to === null && renames.get(other.key) === key)
    const before = from ?? renamed?.from ?? ''
    return [
      ...findValueWarnings(before, to).map((warning): SaveWarning => {
        return { key, warning, at: 'value' }
      }),
      ...(from === null ? findKeyWarnings(key, keysAfter) : []),
    ]
  })
}

function findKeyWarnings(key: string, keys: readonly string[]): SaveWarning[] {
  const similar = findSimilarKey(key, keys)
  return [
    ...(key === key.trim() ? [] : [{ key, warning: 'key-spaces', at: 'key' } as const]),
    ...(similar === null ? [] : [{ key, warning: 'key-similar', at: 'key', similar } as const]),
  ]
}

function findValueWarnings(from: string, to: string): WarningName[] {
  const broken = findBrokenType(from, to)
  return [
    ...(broken ? [broken] : []),
    ...(isNewOuterSpace(from, to) ? ['value-spaces' as const] : []),
    ...(hasNewInvisible(from, to) ? ['value-hidden' as const] : []),
    ...(changesLineEnds(from, to) ? ['line-ends' as const] : []),
  ]
}

function findBrokenType(from: string, to: string): WarningName | null {
  if (NUMBER.test(from.trim())) return NUMBER.test(to.trim()) ? null : 'number-broken'
  const spelling = BOOLEANS.find((pattern) => pattern.test(from.trim()))
  if (spelling) return spelling.test(to.trim()) ? null : 'boolean-broken'
  return isJson(from) && !isJson(to) ? 'json-broken' : null
}

/** Only whether a text is JSON: its values would lose digits. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const SPACES_AT_START = /^\s*/
const SPACES_AT_END = /\s*$/

function isNewOuterSpace(from: string, to: string): boolean {
  return [SPACES_AT_START, SPACES_AT_END].some((pattern) => {
    const spaces = pattern.exec(to)?.[0] ?? ''
    return spaces !== '' && spaces !== pattern.exec(from)?.[0]
  })
}

function hasNewInvisible(from: string, to: string): boolean {
  const before = countInvisibles(from)
  return [...countInvisibles(to)].some(([name, count]) => count > (before.get(name) ?? 0))
}

function countInvisibles(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { invisible } of splitAtInvisibles(text))
    if (invisible) counts.set(invisible.codePoint, (counts.get(invisible.codePoint) ?? 0) + 1)
  return counts
}

/** A text area turns CR LF into LF, which its person cannot see. */
function changesLineEnds(from: string, to: string): boolean {
  const before = lineEndsOf(from)
  const after = lineEndsOf(to)
  return before !== '' && after !== '' && before !== after
}

/** The kinds of line ends of a text. */
const lineEndsOf = (text: string) => [...new Set(text.match(/\r\n|\r|\n/g))].sort().join('')
