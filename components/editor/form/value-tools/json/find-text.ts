export type TextMatch = { start: number; end: number }

/** Where a text contains another, whatever the case of its letters. Matches do not overlap. */
export function findText(text: string, query: string): readonly TextMatch[] {
  if (query === '') return []
  const pattern = new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu')
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }))
}
