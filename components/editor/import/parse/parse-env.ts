import {
  countLineEnds,
  findLineEnd,
  type ImportedLine,
  type ImportedText,
  NO_NOTES,
  skipLineEnd,
} from './imported-text'

const OUTER_BLANKS = /^[ \t]+|[ \t]+$/g
const EXPORT = /^export[ \t]+/
const AFTER_QUOTE = /^[ \t]*(#.*)?$/
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/**
 * Reads `key=value` lines by the rules of .env files: comment lines, `export`, and quotes around a
 * value, which may then contain line ends. Without quotes a `#` belongs to the value, because
 * banners contain hash tags; blanks around the value do not.
 */
export function parseEnv(text: string): ImportedText {
  const lines: ImportedLine[] = []
  const notes = { ...NO_NOTES }
  let line = 1
  let start = 0
  while (start < text.length) {
    const lineEnd = findLineEnd(text, start)
    const source = text.slice(start, lineEnd)
    const separator = source.indexOf('=')
    let end = lineEnd
    if (/^[ \t]*#/.test(source)) notes.comments++
    else if (separator >= 0) {
      const valueStart = start + separator + 1
      const quoted = readQuoted(text, valueStart)
      const key = source.slice(0, separator).replace(OUTER_BLANKS, '').replace(EXPORT, '')
      if (quoted === 'open') lines.push({ line, text: source, problem: 'open-quote' })
      else if (quoted) {
        lines.push({ line, key, value: quoted.value })
        if (quoted.hasComment) notes.comments++
        end = quoted.end
      } else {
        const written = text.slice(valueStart, lineEnd)
        const value = written.replace(OUTER_BLANKS, '')
        if (value !== written) notes.outerSpaces++
        lines.push({ line, key, value })
      }
    } else if (source.trim() !== '') lines.push({ line, text: source, problem: 'no-separator' })
    line += 1 + countLineEnds(text.slice(start, end))
    start = skipLineEnd(text, end)
  }
  return { format: 'env', lines, notes }
}

type Quoted = { value: string; end: number; hasComment: boolean }

/**
 * The value in quotes at `start`, with the end of its last line. Null if there are no quotes around
 * the whole value, such as in `"A" and "B"`.
 */
function readQuoted(text: string, start: number): Quoted | 'open' | null {
  const [blanks = '', quote] = /^[ \t]*(["'`])?/.exec(text.slice(start, start + 1_000)) ?? []
  if (!quote) return null
  const contentStart = start + blanks.length
  const close = findClose(text, contentStart, quote)
  if (close < 0) return 'open'
  const end = findLineEnd(text, close)
  const rest = AFTER_QUOTE.exec(text.slice(close + 1, end))
  if (!rest) return null
  const content = text.slice(contentStart, close)
  const value = quote === '"' ? content.replace(/\\([nrt"\\$`])/g, unescapeCharacter) : content
  return { value, end, hasComment: rest[1] !== undefined }
}

const unescapeCharacter = (_: string, character: string) => ESCAPES[character] ?? character

/** A backslash escapes the next character in double quotes only. */
function findClose(text: string, start: number, quote: string): number {
  if (quote !== '"') return text.indexOf(quote, start)
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote) return at
  }
  return -1
}
