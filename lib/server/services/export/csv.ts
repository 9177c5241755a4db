import 'server-only'

/**
 * Without it Excel assumes the system's legacy encoding and garbles Chinese; other programs skip
 * it.
 */
export const BYTE_ORDER_MARK = '\ufeff'

/**
 * Text that a spreadsheet would evaluate as a formula. Full-width signs count because East Asian
 * editions of Excel accept them. Leading apostrophes match too, so that removing one apostrophe
 * always restores the text.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/

/** Adds an apostrophe to text that a spreadsheet would evaluate. */
export function neutralizeCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/**
 * One record as in RFC 4180 with all fields quoted, so that commas, quotes and line breaks stay in
 * their cell.
 */
export function toCsvRecord(fields: readonly string[]): string {
  const cells = fields.map((field) => `"${neutralizeCell(field).replaceAll('"', '""')}"`)
  return `${cells.join(',')}\r\n`
}
