import type { ValueType } from './key-description'

/** A number as JSON writes it: other spellings are not read as numbers everywhere. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const COLOUR = /^#(?:[\da-f]{3}|[\da-f]{4}|[\da-f]{6}|[\da-f]{8})$/i
const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

type PlainType = Exclude<ValueType, 'choice'>

/**
 * Whether a text is a value of a type, without spaces around it. A date and time is RFC 3339, with
 * seconds and a time zone; a colour is in hexadecimal; a URL is absolute, with http or https.
 */
export const isOfType: Record<PlainType, (value: string) => boolean> = {
  text: () => true,
  number: (value) => NUMBER.test(value),
  boolean: (value) => value === 'true' || value === 'false',
  colour: (value) => COLOUR.test(value),
  'date-time': isDateTime,
  url: isHttpUrl,
  json: (value) => parseJson(value) !== undefined,
}

/** Undefined if the text is not JSON. Numbers may lose digits: use it for checks only. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isDateTime(value: string): boolean {
  const [, year, month, day] = DATE_TIME.exec(value)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth
}

/** The URL parser drops spaces and line breaks, which an app that reads the value may not. */
export function isHttpUrl(value: string): boolean {
  return /^https?:\/\/\S+$/i.test(value) && URL.canParse(value)
}
