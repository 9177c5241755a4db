import type { KeyTarget } from '@/lib/shared/batches/room-preview'
import { type EntryProblem, validateChanges } from '@/lib/shared/metadata/metadata-rules'

/** A row of the form; `id` identifies it on the screen only. Empty `condition`: in every room. */
export type TargetRow = {
  id: number
  key: string
  action: 'set' | 'delete'
  value: string
  hasCondition: boolean
  condition: string
}

let lastId = 0

export const createTargetRow = (key = '', value = ''): TargetRow => ({
  id: ++lastId,
  key,
  action: 'set',
  value,
  hasCondition: false,
  condition: '',
})

export const toTarget = ({
  key,
  action,
  value,
  hasCondition,
  condition,
}: TargetRow): KeyTarget => ({
  key,
  to: action === 'set' ? value : null,
  ...(hasCondition && { onlyFrom: condition }),
})

type RowProblem = Pick<EntryProblem, 'at' | 'code' | 'params'> & { row: number }

/** What keeps the rows from being used in any room. A deleted key needs a name, but no rules. */
export function findTargetProblems(rows: readonly TargetRow[]): RowProblem[] {
  const occurrences = new Map<string, number>()
  for (const { key } of rows) occurrences.set(key, (occurrences.get(key) ?? 0) + 1)
  return rows.flatMap((row): RowProblem[] => {
    const { id, key } = row
    if (key === '') return [{ row: id, at: 'key', code: 'key.missing' }]
    if ((occurrences.get(key) ?? 0) > 1) return [{ row: id, at: 'key', code: 'key.duplicate' }]
    const { to } = toTarget(row)
    return validateChanges([{ key, from: null, to }]).map(({ at, code, params }) => ({
      row: id,
      at,
      code,
      params,
    }))
  })
}
