import 'server-only'
import type { Change } from '@/lib/shared/changes/change'
import { verbOf } from '@/lib/shared/changes/change-lines'
import type { KeyChange } from '@/lib/shared/metadata/entry'

/** Names of the columns, the same in every language: files are read by programs, too. */
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
] as const

/**
 * A change as records, one for each key: that is what people filter, sort and count. An absent value and an empty text
 * are both an empty cell; `verb` tells them apart, since *set* comes from nothing and *delete* leads to nothing.
 * A change without keys is still one record.
 */
export function recordsOf(change: Change): string[][] {
  const found = new Map(change.results.map((result) => [result.key, result]))
  const keys: (KeyChange | null)[] = change.changes.length > 0 ? change.changes : [null]
  return keys.map((step) => {
    const result = step ? found.get(step.key) : undefined
    return [
      change.id,
      change.at,
      change.room,
      change.source,
      change.by?.id ?? '',
      change.by?.name ?? '',
      change.note ?? '',
      change.outcome,
      step?.key ?? '',
      step ? verbOf(step) : '',
      step?.from ?? '',
      step?.to ?? '',
      result?.result ?? '',
      result?.found ?? '',
      change.settledAt ?? '',
      change.readAt ?? '',
      change.durationMs?.toString() ?? '',
      change.restores ?? '',
      change.engine?.code?.toString() ?? '',
      change.engine?.requestId ?? '',
    ]
  })
}
