/** One key with its value, as a room holds it. */
export type Entry = { key: string; value: string }

/** One key's step from what the operator saw to what the operator wants; null = absent. */
export type KeyChange = { key: string; from: string | null; to: string | null }

/** By code unit, the same on every machine and in every language; the one order in which entries are shown. */
export const byKey = (a: { key: string }, b: { key: string }) =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0
