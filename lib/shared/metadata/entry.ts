/** One key with its value. */
export type Entry = { key: string; value: string }

/** `from` is the value that the operator saw, `to` the value they want; null means absent. */
export type KeyChange = { key: string; from: string | null; to: string | null }

/** Sorts by code unit, so the order is the same on every machine and in every language. */
export const byKey = (a: { key: string }, b: { key: string }) =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0
