/** URL search parameters; repeated ones are ignored. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>

/** Undefined for a missing, empty or repeated parameter. */
export function readParam(params: SearchParams, name: string): string | undefined {
  const value = params[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The time as ISO 8601 in UTC; undefined for any other text. */
export function readTimeParam(params: SearchParams, name: string): string | undefined {
  const ms = Date.parse(readParam(params, name) ?? '')
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

/** In the order of `names`, so that two can be compared and used as cache keys. */
export function formatSearch<Name extends string>(
  names: readonly Name[],
  params: Partial<Record<Name, string>>,
): string {
  const search = new URLSearchParams()
  for (const name of names) {
    const value = params[name]
    if (value) search.set(name, value)
  }
  return search.toString()
}

/** Without the parameters that are undefined. */
export function withoutUndefined<T extends Record<string, unknown>>(params: T): Partial<T> {
  const present = Object.entries(params).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as Partial<T>
}
