/** A moment as a `datetime-local` field holds it, in this machine's zone, to the minute. */
export function localTime(at: string | undefined): string {
  if (at === undefined) return ''
  const date = new Date(at)
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** The moment a `datetime-local` field names, ISO 8601 in UTC; undefined where it names none. */
export function momentOf(local: string): string | undefined {
  const ms = Date.parse(local)
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}
