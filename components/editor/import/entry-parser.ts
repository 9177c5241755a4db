import type { Entry } from '@/lib/shared/metadata/entry'

/** The entries of a text in their order, and the number (from 1) of the first invalid line. */
type ParsedEntries = { entries: Entry[]; invalidLine: number | null }

/**
 * Parses `key=value` lines or one JSON object. JSON values that are not strings become their JSON
 * text. In a line, the first `=` separates key and value, and nothing is trimmed. Empty lines are
 * skipped. Duplicate keys are kept.
 */
export function parseImport(text: string): ParsedEntries {
  const object = parseJsonObject(text)
  if (object) return { entries: object, invalidLine: null }
  const entries: Entry[] = []
  let badLine: number | null = null
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    const separator = line.indexOf('=')
    if (separator > 0)
      entries.push({ key: line.slice(0, separator), value: line.slice(separator + 1) })
    else if (line.trim() !== '') badLine ??= index + 1
  })
  return { entries, invalidLine: badLine }
}

function parseJsonObject(text: string): Entry[] | null {
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
