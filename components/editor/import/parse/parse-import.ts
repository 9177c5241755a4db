import type { ImportedText } from './imported-text'
import { NO_NOTES } from './imported-text'
import { isCells, parseCells } from './parse-cells'
import { parseEnv } from './parse-env'
import { parseJson } from './parse-json'

/**
 * Reads entries from JSON, from `key=value` lines (.env) or from cells of a spreadsheet. Keys and
 * values are taken exactly: order, digits and doubled keys are kept.
 */
export function parseImport(text: string): ImportedText {
  const content = text.replace(/^\ufeff/, '')
  if (content.trim() === '') return { format: null, lines: [], notes: NO_NOTES }
  if (/^\s*[[{]/.test(content)) return parseJson(content)
  return isCells(content) ? parseCells(content) : parseEnv(content)
}
