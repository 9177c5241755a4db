import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import { findLastWriter } from '@/lib/shared/changes/last-writer'
import { withStoreTimeout } from '../db/query-errors'
import type { History } from '../db/repositories/history/history'

export type NameWritersDeps = { history: Pick<History, 'list'> }

/** Enough to contain the last change of each of the ten keys of nearly every room. */
const RECENT_CHANGES = 25

/**
 * Adds to `room.changed` who wrote the current values, as far as the journal knows. `wasLocked`: the
 * change happened while the save held the room, so what is not in the journal came from outside the
 * console. Returns other problems unchanged.
 */
export async function nameWriters<P extends Problem | undefined>(
  { history }: NameWritersDeps,
  room: string,
  problem: P,
  wasLocked: boolean,
): Promise<P | Problem> {
  const theirs = problem?.details.theirs
  if (!problem || !theirs) return problem
  // Best effort: the conflict itself does not need the journal.
  const list = () => history.list({ room, limit: RECENT_CHANGES })
  const recent = await withStoreTimeout(list).catch(() => null)
  const named = theirs.map((item) => {
    const writer = recent && findLastWriter(recent.changes, item.key, item.value)
    if (writer) return { ...item, by: writer.by }
    return wasLocked ? { ...item, by: null } : item
  })
  return problem.with({ theirs: named })
}
