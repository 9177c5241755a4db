import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { applyChanges, valuesByKey } from '@/lib/shared/changes/diff'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { roomProblems } from '@/lib/shared/metadata/metadata'
import type { Context } from '../http/context'
import { problemOf } from '../http/problem-response'
import { begunBy } from './in-flight'

/** The room as it is now, or the problem of reading it; `deadline` in epoch ms. */
export async function readFresh(
  ctx: Context,
  room: string,
  deadline: number,
): Promise<Entry[] | Problem> {
  try {
    return await ctx.engine.readMetadata(room, { deadline, ...begunBy(ctx) })
  } catch (error) {
    return problemOf(error)
  }
}

/** A key that is neither where the operator saw it nor where it shall go, or a limit of the merged room. */
export function objectionTo(
  changes: readonly KeyChange[],
  fresh: readonly Entry[],
): Problem | null {
  const values = valuesByKey(fresh)
  const theirs = changes.flatMap(({ key, from, to }) => {
    const value = values.get(key) ?? null
    return value === from || value === to ? [] : [{ key, value }]
  })
  if (theirs.length > 0) return new Problem('room.changed', { theirs })
  const tooMuch = roomProblems(applyChanges(fresh, changes), fresh)[0]
  return tooMuch ? new Problem(tooMuch.code, { params: tooMuch.params }) : null
}

/**
 * The engine names a limit of the room without numbers. Where the room was read just before and would have taken the
 * change, others have added to it since; a fresh read tells how much.
 */
export async function explained(
  ctx: Context,
  change: Change,
  before: readonly Entry[],
  problem: Problem | undefined,
  deadline: number,
): Promise<Problem | undefined> {
  if (problem?.code !== 'room.too-many-keys' && problem?.code !== 'room.too-many-bytes')
    return problem
  const now = await readFresh(ctx, change.room, deadline)
  const room = now instanceof Problem ? before : now
  const mine = new Set(change.changes.map(({ key }) => key))
  const others = room.filter(({ key }) => !mine.has(key)).length
  const tooMuch = roomProblems(applyChanges(room, change.changes), room)[0]
  const { engine } = problem.details
  if (!tooMuch) return new Problem('engine.refused', { engine, params: problem.details.params })
  return new Problem('room.filled-by-others', { engine, params: { others, ...tooMuch.params } })
}
