/**
 * A time (RFC 3339) as the value of a `datetime-local` field, in the local time zone; as short as the
 * browser itself writes it.
 */
export function toLocalTime(at: string): string {
  const date = new Date(at)
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().replace(/(?::00)?\.000Z$|Z$/, '')
}

/** The value of a `datetime-local` field as RFC 3339 in UTC; empty if it is not a time. */
export function fromLocalTime(local: string): string {
  const ms = Date.parse(local)
  if (Number.isNaN(ms)) return ''
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}
