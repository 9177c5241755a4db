import type { Entry } from '@/lib/shared/metadata/entry'

/** What a pasted text holds: entries in their order, and the first line (from 1) that is none. */
export type Pasted = { entries: Entry[]; badLine: number | null }

/**
 * Reads `key=value` lines or one JSON object. A JSON value that is no string is kept as its JSON text. In lines the
 * first `=` parts key from value and nothing is trimmed; empty lines are skipped. A key named twice stays twice.
 */
export function pastedEntries(text: string): Pasted {
  const object = jsonObject(text)
  if (object) return { entries: object, badLine: null }
  const entries: Entry[] = []
  let badLine: number | null = null
  text.split(/\r\n|\r|\n/).forEach((line, at) => {
    const cut = line.indexOf('=')
    if (cut > 0) entries.push({ key: line.slice(0, cut), value: line.slice(cut + 1) })
    else if (line.trim() !== '') badLine ??= at + 1
  })
  return { entries, badLine }
}

function jsonObject(text: string): Entry[] | null {
  if (!text.trimStart().startsWith('{')) return null
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null) return null
    return Object.entries(parsed).map(([key, value]) => ({
      key,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    }))
  } catch {
    return null
  }
}
