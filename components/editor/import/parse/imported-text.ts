/** What a text was recognised as. */
export type ImportFormat = 'object' | 'list' | 'request' | 'reply' | 'env' | 'cells'

/** Why a part of the text contains no entry. */
export type SyntaxProblem =
  | 'no-separator'
  | 'open-quote'
  | 'one-cell'
  | 'many-cells'
  | 'not-key-value'
  | 'key-not-text'
  | 'no-value'
  | 'json'
  | 'json-comma'
  | 'json-colon'
  | 'json-bracket'
  | 'json-string'
  | 'json-escape'
  | 'json-comment'
  | 'json-curly-quote'
  | 'json-extra'
  | 'json-too-deep'

/** An entry, or a part of the text that is none. `line` starts at 1. */
export type ImportedLine =
  | { line: number; key: string; value: string; problem?: undefined }
  | { line: number; text: string; problem: SyntaxProblem }

/**
 * What the rules of a format leave out of the entries, or keep in an unexpected way, counted so that
 * it shows. `nonTexts` are values of JSON that are no strings.
 */
export const noteNames = ['comments', 'headings', 'outerSpaces', 'nonTexts'] as const
export type ImportNotes = Record<(typeof noteNames)[number], number>

/** `format` is null for a text without content. */
export type ImportedText = {
  format: ImportFormat | null
  lines: ImportedLine[]
  notes: ImportNotes
}

export const NO_NOTES: ImportNotes = { comments: 0, headings: 0, outerSpaces: 0, nonTexts: 0 }

/** The offset of the next line end at or after `start`, or the length of the text. */
export function findLineEnd(text: string, start: number): number {
  LINE_END.lastIndex = start
  return LINE_END.exec(text)?.index ?? text.length
}
const LINE_END = /[\r\n]/g

/** The offset after a line end: CR LF counts as one. */
export function skipLineEnd(text: string, lineEnd: number): number {
  return text[lineEnd] === '\r' && text[lineEnd + 1] === '\n' ? lineEnd + 2 : lineEnd + 1
}

export const countLineEnds = (text: string) => text.match(/\r\n|\r|\n/g)?.length ?? 0
