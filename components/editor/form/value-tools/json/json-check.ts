import { format, type ParseError, parse } from 'jsonc-parser'

/** The result of a check. `none`: the text does not start like an object or an array. */
type JsonCheck =
  | { kind: 'none' }
  | { kind: 'valid'; formatted: string }
  /** `curlyQuote` is the one found where JSON needs a straight one. */
  | { kind: 'broken'; line: number; column: number; curlyQuote: string | undefined }

/**
 * Finds where JSON breaks, with the same position in every browser, and formats valid JSON by
 * changing whitespace only. Unlike `JSON.parse`, this keeps the digits of numbers and the order of
 * keys.
 */
export function checkJson(text: string): JsonCheck {
  if (!/^[ \t\r\n]*[{[]/.test(text)) return { kind: 'none' }
  const errorOffset = findJsonError(text)
  if (errorOffset === null) return { kind: 'valid', formatted: formatJson(text) }
  const curlyQuote = findCurlyQuote(text.slice(errorOffset).split('\n', 1)[0] ?? '')
  return { kind: 'broken', ...toTextPosition(text, errorOffset), curlyQuote }
}

/** Line and column start at 1. The column counts code points. */
export function toTextPosition(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 }
}

const CURLY_QUOTE = /[“”„‟‘’＂]/

/** The curly quote that starts the broken line, or that was to end its first string. */
function findCurlyQuote(line: string): string | undefined {
  const isOpenString = line.startsWith('"') && !line.includes('"', 1)
  const end = isOpenString ? line.length : 1
  return CURLY_QUOTE.exec(line.slice(0, end))?.[0]
}

/** The offset of the first error, or null if the text is JSON. */
export function findJsonError(text: string): number | null {
  const errors: ParseError[] = []
  try {
    parse(text, errors, { disallowComments: true })
  } catch {
    // The parser recurses: thousands of brackets, far over the limit of a value, exhaust its stack.
    return text.length
  }
  return errors[0]?.offset ?? null
}

/** Applies the edits in one pass; `applyEdits` copies the whole text for each of them. */
function formatJson(text: string): string {
  const pieces: string[] = []
  let end = 0
  for (const { offset, length, content } of format(text, undefined, FORMAT)) {
    pieces.push(text.slice(end, offset), content)
    end = offset + length
  }
  return pieces.join('') + text.slice(end)
}

const FORMAT = { insertSpaces: true, tabSize: 2, eol: '\n' }
