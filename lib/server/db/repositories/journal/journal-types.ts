import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import type { AcknowledgedWarning, Change } from '@/lib/shared/changes/change'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { UsedPreset } from '@/lib/shared/presets/preset'

/** A change before it is journalled. */
export type NewChange = Pick<Change, 'room' | 'note' | 'changes' | 'restores'> & {
  by: NonNullable<Change['by']>
  idempotencyKey: string
  /** Keys whose current value is overwritten, whatever it is. */
  overwrite?: readonly string[]
  /** Warnings of the review that the person saves despite. */
  acknowledged?: readonly AcknowledgedWarning[]
  preset?: UsedPreset
  /** The id of the batch that the save belongs to. */
  batch?: string
}

/**
 * How a change ended: `problem` is shown to its author when it failed, `after` is the whole room as
 * read back.
 */
export type Settlement = Pick<Change, 'outcome' | 'results' | 'readAt' | 'engine'> & {
  problem?: Problem
  after?: readonly Entry[] | null
}

/**
 * A journalled change with the problem that its author saw if it was not applied; `after` is the
 * room as read back.
 */
export type JournalRecord = { change: Change; problem?: Problem; after: Entry[] | null }

/**
 * `isNew` is false when the same Idempotency-Key and body were journalled before: then `record` is
 * that change.
 */
export type InsertResult = { isNew: boolean; record: JournalRecord }
