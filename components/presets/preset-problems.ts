import type { ProblemCode, ProblemParams } from '@/lib/shared/api/problem-codes'
import { validateChanges, validateRoom } from '@/lib/shared/metadata/metadata-rules'

/** A row of the form; `id` identifies it on the screen only. */
export type PresetRow = { id: number; key: string; value: string }

type RowProblem = { row: number; at: 'key' | 'value'; code: ProblemCode; params?: ProblemParams }

/** What keeps a preset from being saved: what no room could hold. */
export function findPresetProblems(name: string, rows: readonly PresetRow[]) {
  const occurrences = new Map<string, number>()
  for (const { key } of rows) occurrences.set(key, (occurrences.get(key) ?? 0) + 1)
  const problems = rows.flatMap(({ id, key, value }): RowProblem[] => {
    const found = validateChanges([{ key, from: null, to: value }])
    const isTwice = key !== '' && (occurrences.get(key) ?? 0) > 1
    return [
      ...(isTwice ? [{ row: id, at: 'key' as const, code: 'key.duplicate' as const }] : []),
      ...found.map(({ at, code, params }) => ({ row: id, at, code, params })),
    ]
  })
  const [room] = validateRoom(rows)
  return { isNameMissing: name.trim() === '', rows: problems, room: room ?? null }
}
