import type { SaveRequest } from '@/lib/client/api/save-queries'
import type { AcknowledgedWarning } from '@/lib/shared/changes/change'
import { toKeyChanges, toOverwrittenKeys } from '@/lib/shared/changes/draft'
import type { SaveContext, SaveState, Undo } from './save-state'

/**
 * The save of the draft. It counts as a restore only if it still contains a restored key; retrying
 * the rest of a partial change restores nothing. It was made with the preset if it writes one of its
 * entries. `acknowledged` are the warnings that the person saw.
 * The note is trimmed, because it is text for people; nothing else is.
 */
export function toRequest(
  { note, restoreSource, preset }: SaveState,
  context: SaveContext,
  acknowledged: readonly AcknowledgedWarning[] = [],
): SaveRequest {
  const changes = toKeyChanges(context.rows)
  const source = restoreSource?.aim === 'finish' ? null : restoreSource
  const restores = changes.some(({ key }) => source?.keys.includes(key)) ? source?.id : undefined
  const usesPreset = preset?.entries.some(({ key, value }) =>
    changes.some((change) => change.key === key && change.to === value),
  )
  const overwritten = toOverwrittenKeys(context.rows, changes)
  return {
    changes,
    note: note.trim(),
    restores,
    ...(overwritten.length > 0 && { overwrite: overwritten }),
    ...(preset && usesPreset && { preset: preset.id }),
    ...(acknowledged.length > 0 && { acknowledged: [...acknowledged] }),
    idempotencyKey: context.idempotencyKey,
  }
}

/** The save of an undo: a restore that has nothing of the draft. */
export const toUndoRequest = (
  { change, note }: Undo,
  { rows, idempotencyKey }: SaveContext,
  acknowledged: readonly AcknowledgedWarning[],
): SaveRequest => ({
  changes: toKeyChanges(rows),
  note: note.trim(),
  restores: change.id,
  ...(acknowledged.length > 0 && { acknowledged: [...acknowledged] }),
  idempotencyKey,
  isUndo: true,
})
