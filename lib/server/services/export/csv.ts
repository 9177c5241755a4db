import 'server-only'

/** Excel takes a file without it for the machine's old code page and garbles Chinese; everything else skips it. */
export const BYTE_ORDER_MARK = '\ufeff'

/**
 * Text that a spreadsheet would take for a formula, or that begins with what it skips on the way to one. Full-width
 * signs count, as East Asian editions read them. Apostrophes in front are part of it, so that one more can be told apart.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/
const NEUTRALISED = /^''*[=+\-@\t\r\n＝＋－＠]/

/** The text with an apostrophe in front where a spreadsheet would calculate; {@link restoredCell} is the way back. */
export function neutralisedCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The text that {@link neutralisedCell} was given. */
export function restoredCell(cell: string): string {
  return NEUTRALISED.test(cell) ? cell.slice(1) : cell
}

/** One record by RFC 4180, every field quoted, so that commas, quotes and line ends of any kind stay in their cell. */
export function csvRecord(fields: readonly string[]): string {
  const cells = fields.map((field) => `"${neutralisedCell(field).replaceAll('"', '""')}"`)
  return `${cells.join(',')}\r\n`
}
