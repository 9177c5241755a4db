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

/**
 * Where a program that separates cells by semicolons, as Excel does in much of Europe, sees the start
 * of such a cell: it reads a quote only at the start of a cell, so ours do not protect the rest of a
 * record.
 */
const INNER_FORMULA = /([;\r\n])(?=["']*[=+\-@\t＝＋－＠])/g

/** Text that a spreadsheet reads as a number. */
const NUMBER = /^('*)(\d[\d.,]*(?:e[+-]?\d+)?)$/i
/** Spreadsheets keep no more digits of a number. */
const MAX_DIGITS = 15

/** Adds an apostrophe to text that a spreadsheet would evaluate, or change as a number. */
export function neutralizeCell(text: string): string {
  return FORMULA.test(text) || isLossyNumber(text) ? `'${text}` : text
}

/**
 * Such as ids with many digits or leading zeros, prices with trailing zeros, and `1e5`. A number after
 * an apostrophe counts, so that removing one restores the text.
 */
function isLossyNumber(text: string): boolean {
  const [, apostrophes = '', number = ''] = NUMBER.exec(text) ?? []
  if (number === '') return false
  const digits = number.replace(/\D/g, '').length
  return apostrophes !== '' || String(Number(number)) !== number || digits > MAX_DIGITS
}

/**
 * One record as in RFC 4180 with all fields quoted, so that commas, quotes and line breaks stay in
 * their cell. Also adds an apostrophe where a cell would start for programs with another separator.
 */
export function toCsvRecord(fields: readonly string[]): string {
  const cells = fields.map((field) => {
    const text = neutralizeCell(field).replace(INNER_FORMULA, "$1'")
    return `"${text.replaceAll('"', '""')}"`
  })
  return `${cells.join(',')}\r\n`
}
