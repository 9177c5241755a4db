import type { ProblemCode, ProblemParams } from '@/lib/shared/api/problem-codes'
import { type DraftRow, toEntries } from '@/lib/shared/changes/draft'
import { indexRowsByKey } from '@/lib/shared/changes/merge-entries'
import type { Entry } from '@/lib/shared/metadata/entry'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { validateKey, validateValue } from '@/lib/shared/metadata/text-rules'
import type { ImportedLine, SyntaxProblem } from '../parse/imported-text'

/**
 * What a line of the text does to the draft. `twice`: a later line with the same key is used
 * instead. `unusable`: the line contains no entry, or one that the Live service does not take.
 */
export type PreviewLine =
  | { status: 'new' | 'same'; line: number; entry: Entry }
  | { status: 'changed'; line: number; entry: Entry; before: string }
  | { status: 'twice'; line: number; entry: Entry; usedLine: number }
  | { status: 'unusable'; line: number; entry: Entry; code: ProblemCode; params?: ProblemParams }
  | { status: 'unusable'; line: number; text: string; problem: SyntaxProblem }

export const previewStatuses = ['new', 'changed', 'same', 'twice', 'unusable'] as const
type PreviewStatus = (typeof previewStatuses)[number]

export type ImportPreview = {
  lines: readonly PreviewLine[]
  counts: Readonly<Record<PreviewStatus, number>>
  /** What the import takes into the draft. */
  entries: readonly Entry[]
  /** The number of keys of the draft after the import. */
  keysAfter: number
}

/** Compares imported lines with the draft. Each of them has one line here, in the same order. */
export function previewImport(
  imported: readonly ImportedLine[],
  rows: readonly DraftRow[],
): ImportPreview {
  const rowIndexes = indexRowsByKey(rows)
  const lastIndexes = new Map<string, number>()
  imported.forEach((each, index) => {
    if (each.problem === undefined) lastIndexes.set(each.key, index)
  })
  const lines = imported.map((each, index): PreviewLine => {
    if (each.problem !== undefined) return { status: 'unusable', ...each }
    const { line, ...entry } = each
    const lastIndex = lastIndexes.get(entry.key) ?? index
    if (lastIndex !== index)
      return { status: 'twice', line, entry, usedLine: imported[lastIndex]?.line ?? line }
    return compareWithRow(line, entry, rows[rowIndexes.get(entry.key) ?? -1])
  })

  const counts = { new: 0, changed: 0, same: 0, twice: 0, unusable: 0 }
  for (const { status } of lines) counts[status]++
  const entries = lines.flatMap((line) =>
    line.status === 'new' || line.status === 'changed' ? [line.entry] : [],
  )
  return { lines, counts, entries, keysAfter: toEntries(rows).length + counts.new }
}

/** An entry that the room already holds needs no check, because it is not written. */
function compareWithRow(line: number, entry: Entry, row: DraftRow | undefined): PreviewLine {
  const present = row && !row.removed ? row : null
  if (present?.value === entry.value) return { status: 'same', line, entry }
  const problem = validateKey(entry.key) ?? validateValue(entry.value)
  if (problem) return { status: 'unusable', line, entry, ...problem }
  return present
    ? { status: 'changed', line, entry, before: present.value }
    : { status: 'new', line, entry }
}

/** Why an import cannot be applied, with the numbers of the message. Null if it can. */
type ImportProblem =
  | { name: 'tooMany'; count: number; free: number }
  | { name: 'nothing' | 'empty' | 'nothingUsable' | 'nothingNew' }

/** `isBlank`: there is no text at all. */
export function findImportProblem(preview: ImportPreview, isBlank: boolean): ImportProblem | null {
  const { counts, entries, keysAfter, lines } = preview
  if (isBlank) return { name: 'nothing' }
  if (keysAfter > LIMITS.keys && counts.new > 0) {
    const free = Math.max(0, LIMITS.keys - (keysAfter - counts.new))
    return { name: 'tooMany', count: counts.new, free }
  }
  if (entries.length > 0) return null
  if (lines.length === 0) return { name: 'empty' }
  return { name: counts.unusable > 0 ? 'nothingUsable' : 'nothingNew' }
}
