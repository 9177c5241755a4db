/** A time in milliseconds since 1970 as ISO 8601 in UTC, the form of all times in the API. */
export const toIsoTime = (ms: number): string => new Date(ms).toISOString()
