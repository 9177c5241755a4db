import {
  countLineEnds,
  type ImportedLine,
  type ImportedText,
  NO_NOTES,
  skipLineEnd,
} from './imported-text'

type Row = { line: number; cells: string[]; source: string }

const HEADINGS = ['key\tvalue', '键\t值']

/**
 * True if the first line has a tab that belongs to no value: a tab after `=` does, and so does one
 * that only aligns the `=`.
 */
export function isCells(text: string): boolean {
  const content = text.replace(/^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))+/, '')
  const quoted = readQuotedCell(content, 0)
  if (quoted) return content[quoted.end] === '\t'
  return /^[^\t=\r\n]*\t(?![ \t]*=)/.test(content)
}

/**
 * Reads two columns that were copied from a spreadsheet. Cells with line ends, tabs or doubled quotes
 * are in quotes; quotes around any other cell belong to it.
 */
export function parseCells(text: string): ImportedText {
  const rows = readRows(text).filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [first] = rows
  const hasHeading =
    rows.length > 1 && HEADINGS.includes(first?.cells.join('\t').trim().toLowerCase() ?? '')
  return {
    format: 'cells',
    lines: (hasHeading ? rows.slice(1) : rows).map(toLine),
    notes: { ...NO_NOTES, headings: hasHeading ? 1 : 0 },
  }
}

function toLine({ line, cells, source }: Row): ImportedLine {
  const [key, value, ...others] = cells
  if (key === undefined || value === undefined) return { line, text: source, problem: 'one-cell' }
  if (others.some((cell) => cell !== '')) return { line, text: source, problem: 'many-cells' }
  return { line, key, value }
}

function readRows(text: string): Row[] {
  const rows: Row[] = []
  let line = 1
  let start = 0
  while (start < text.length) {
    const cells: string[] = []
    let end = start - 1
    do {
      const cell = readCell(text, end + 1)
      cells.push(cell.content)
      end = cell.end
    } while (text[end] === '\t')
    const source = text.slice(start, end)
    rows.push({ line, cells, source })
    line += 1 + countLineEnds(source)
    start = skipLineEnd(text, end)
  }
  return rows
}

type Cell = { content: string; end: number }

function readCell(text: string, start: number): Cell {
  const quoted = readQuotedCell(text, start)
  if (quoted) return quoted
  END_OF_CELL.lastIndex = start
  const end = END_OF_CELL.exec(text)?.index ?? text.length
  return { content: text.slice(start, end), end }
}
const END_OF_CELL = /[\t\r\n]/g

/** Null if the cell is not in quotes, or if its quotes are part of it. */
function readQuotedCell(text: string, start: number): Cell | null {
  if (text[start] !== '"') return null
  let close = text.indexOf('"', start + 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close < 0) return null
  const end = close + 1
  if (end < text.length && !/[\t\r\n]/.test(text.charAt(end))) return null
  const content = text.slice(start + 1, close)
  return /[\t\r\n"]/.test(content) ? { content: content.replaceAll('""', '"'), end } : null
}
