/** Replaces the text from `start` to `end`, and puts the caret at an offset of the new text. */
export type TextEdit = { start: number; end: number; text: string; caret: number }

/** Strings, which end with their line if they are not closed, and brackets outside of them. */
const STRING_OR_BRACKET = /"(?:[^"\\\n]|\\.)*"?|[[\]{}]/g
const PAIRS: Partial<Record<string, string>> = { '{': '}', '[': ']' }
const LEVEL = '  '

/**
 * The offset of the bracket that belongs to the one after the caret or, if there is none, to the one
 * before it. Elsewhere the bracket that opens around the caret. Null if there is no such bracket.
 */
export function findMatchingBracket(text: string, caret: number): number | null {
  const { matches } = scanBrackets(text)
  for (const at of [caret, caret - 1]) {
    const match = matches.get(at)
    if (match !== undefined) return match
  }
  return findOpenBracket(text.slice(0, caret))
}

/** The last bracket that a text leaves open. */
const findOpenBracket = (text: string) => scanBrackets(text).open.at(-1) ?? null

/** The match of each bracket, and the brackets that stay open. */
function scanBrackets(text: string) {
  const matches = new Map<number, number | null>()
  const open: number[] = []
  for (const { 0: token, index } of text.matchAll(STRING_OR_BRACKET)) {
    if (token.startsWith('"')) continue
    matches.set(index, null)
    const opening = open.at(-1)
    if (PAIRS[token]) open.push(index)
    else if (opening !== undefined && PAIRS[text.charAt(opening)] === token) {
      open.pop()
      matches.set(index, opening).set(opening, index)
    }
  }
  return { matches, open }
}

/**
 * A new line with the indentation of the line before, one level more after an opening bracket. If the
 * closing bracket follows, that gets a line of its own. Null where a plain line break is right.
 */
export function indentNewLine(text: string, start: number, end: number): TextEdit | null {
  const { line, indentation } = getLineBefore(text, start)
  const closing = PAIRS[line.trimEnd().at(-1) ?? '']
  const inner = indentation + (closing ? LEVEL : '')
  if (inner === '' || isInString(text, start)) return null
  const rest = closing && text.slice(end).trimStart().startsWith(closing) ? `\n${indentation}` : ''
  return { start, end, text: `\n${inner}${rest}`, caret: start + 1 + inner.length }
}

/**
 * A closing bracket at the start of a line, with the indentation of the line of its opening bracket.
 * Null where the bracket alone is right.
 */
export function alignClosingBracket(
  text: string,
  start: number,
  end: number,
  bracket: string,
): TextEdit | null {
  const { line, indentation } = getLineBefore(text, start)
  const opening = findOpenBracket(text.slice(0, start))
  if (line !== indentation || opening === null) return null
  if (PAIRS[text.charAt(opening)] !== bracket) return null
  const aligned = getLineBefore(text, opening).indentation
  if (aligned === indentation) return null
  const lineStart = start - line.length
  return { start: lineStart, end, text: aligned + bracket, caret: lineStart + aligned.length + 1 }
}

/** Valid JSON without the whitespace between its tokens. */
export const toOneLine = (json: string) =>
  json.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, (_, string = '') => string)

function getLineBefore(text: string, offset: number): { line: string; indentation: string } {
  const line = text.slice(text.slice(0, offset).lastIndexOf('\n') + 1, offset)
  return { line, indentation: line.slice(0, line.length - line.trimStart().length) }
}

function isInString(text: string, offset: number): boolean {
  const tokens = text.slice(0, offset).match(STRING_OR_BRACKET)
  const last = tokens?.at(-1)
  if (!last?.startsWith('"') || !text.slice(0, offset).endsWith(last)) return false
  return !/^"(?:[^"\\]|\\.)*"$/.test(last)
}
