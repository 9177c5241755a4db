import type { KeyDescription } from './key-description'

export const isPattern = (name: string) => name.includes('*')

/** Whether a pattern matches a key. Takes linear time per `*`, unlike a regular expression. */
export function matchesPattern(pattern: string, key: string): boolean {
  const [start = '', ...rest] = pattern.split('*')
  const end = rest.pop()
  if (end === undefined) return key === pattern
  const stop = key.length - end.length
  if (stop < start.length || !key.startsWith(start) || !key.endsWith(end)) return false
  let position = start.length
  for (const part of rest) {
    const found = key.indexOf(part, position)
    if (found < 0 || found + part.length > stop) return false
    position = found + part.length
  }
  return true
}

/**
 * The description that applies to a key: the one with its exact name, else the matching pattern with
 * the most characters besides `*`, else null. Does not depend on the order of the catalogue.
 */
export function findDescription(
  descriptions: readonly KeyDescription[],
  key: string,
): KeyDescription | null {
  const exact = descriptions.find(({ name }) => name === key)
  if (exact) return exact
  const matches = descriptions.filter(({ name }) => matchesPattern(name, key))
  return matches.sort(bySpecificity)[0] ?? null
}

const countLiterals = (pattern: string) => pattern.replaceAll('*', '').length

const bySpecificity = (a: KeyDescription, b: KeyDescription) =>
  countLiterals(b.name) - countLiterals(a.name) || byName(a, b)

/** Sorts by code unit, so the order is the same on every machine and in every language. */
export const byName = (a: { name: string }, b: { name: string }) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0
