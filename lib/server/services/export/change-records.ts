import 'server-only'
import type { Change } from '@/lib/shared/changes/change'
import { getChangeAction } from '@/lib/shared/changes/change-lines'
import type { ExportTable } from './formats'

/** Column names are not translated, because programs read these files too. */
export const COLUMNS = [
  'change_id',
  'at',
  'room',
  'source',
  'person_id',
  'person',
  'note',
  'outcome',
  'key',
  'verb',
  'from',
  'to',
  'result',
  'found',
  'settled_at',
  'read_at',
  'duration_ms',
  'restores',
  'engine_code',
  'engine_request_id',
  'claimed_by',
  'acknowledged',
] as const

/**
 * One record per changed key, because that is what people filter, sort and count; a change without
 * keys is one record. An absent value and an empty one are both an empty cell: `verb` tells them
 * apart.
 */
export function toRecords(change: Change): string[][] {
  const resultsByKey = new Map(change.results.map((result) => [result.key, result]))
  const keyChanges: (Change['changes'][number] | null)[] =
    change.changes.length > 0 ? change.changes : [null]
  return keyChanges.map((keyChange) => {
    const result = keyChange ? resultsByKey.get(keyChange.key) : undefined
    return [
      change.id,
      change.at,
      change.room,
      change.source,
      change.by?.id ?? '',
      change.by?.name ?? '',
      change.note ?? '',
      change.outcome,
      keyChange?.key ?? '',
      keyChange ? getChangeAction(keyChange) : '',
      keyChange?.from ?? '',
      keyChange?.to ?? '',
      result?.result ?? '',
      result?.found ?? '',
      change.settledAt ?? '',
      change.readAt ?? '',
      change.durationMs?.toString() ?? '',
      change.restores ?? '',
      change.engine?.code?.toString() ?? '',
      change.engine?.requestId ?? '',
      change.claimedBy?.join(' ') ?? '',
      keyChange?.acknowledged?.join(' ') ?? '',
    ]
  })
}

export const changeTable: ExportTable<Change> = {
  listName: 'changes',
  columns: COLUMNS,
  toRecords,
}
