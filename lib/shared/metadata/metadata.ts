import type { ProblemCode, ProblemParams } from '../api/problems'
import { applyChanges, totalsOf } from '../changes/diff'
import type { Entry, KeyChange } from './entry'
import { LIMITS } from './limits'
import { keyProblem, valueProblem } from './text-rules'

/** A rule broken at one row: the key it is about, the field, and the numbers of the sentence. */
export type RowProblem = {
  key: string
  at: 'key' | 'value'
  code: ProblemCode
  params?: ProblemParams
}

/** A rule the room as a whole would break. */
export type RoomProblem = { code: ProblemCode; params: ProblemParams }

/**
 * What is wrong with key changes before anybody looks at the room. Rules bind what is written; a key that is only
 * deleted is taken as the engine gave it, so that an app's odd key can be removed (faults §3).
 */
export function changeProblems(changes: readonly KeyChange[]): RowProblem[] {
  const seen = new Map<string, number>()
  for (const { key } of changes) seen.set(key, (seen.get(key) ?? 0) + 1)
  return changes.flatMap(({ key, to }) => {
    const problems: RowProblem[] = []
    if ((seen.get(key) ?? 0) > 1) problems.push({ key, at: 'key', code: 'key.duplicate' })
    if (to === null) return problems
    const badKey = keyProblem(key)
    const badValue = valueProblem(to)
    if (badKey) problems.push({ key, at: 'key', ...badKey })
    if (badValue) problems.push({ key, at: 'value', ...badValue })
    return problems
  })
}

/** True for a list that changes nothing: empty, or every `from` equal to its `to`. */
export function changesNothing(changes: readonly KeyChange[]): boolean {
  return changes.every(({ from, to }) => from === to)
}

/**
 * The limits of a whole room, on the merged result (contract §7 #6, #7). A room already over a limit may be changed
 * as long as the change does not make it worse, so that it can be brought back one step at a time.
 */
export function roomProblems(
  after: readonly Entry[],
  before: readonly Entry[] = [],
): RoomProblem[] {
  const now = totalsOf(before)
  const then = totalsOf(after)
  const problems: RoomProblem[] = []
  if (then.keys > LIMITS.keys && then.keys > now.keys)
    problems.push(over('room.too-many-keys', then.keys, LIMITS.keys))
  if (then.bytes > LIMITS.totalBytes && then.bytes > now.bytes)
    problems.push(over('room.too-many-bytes', then.bytes, LIMITS.totalBytes))
  return problems
}

/**
 * Set goes before delete, so that readers never see a renamed key missing. Only where the room cannot hold old and
 * new together, delete goes first (faults §1.9).
 */
export function deleteFirst(before: readonly Entry[], changes: readonly KeyChange[]): boolean {
  const sets = changes.filter(({ to }) => to !== null)
  return sets.length < changes.length && roomProblems(applyChanges(before, sets), before).length > 0
}

const over = (code: ProblemCode, amount: number, limit: number): RoomProblem => ({
  code,
  params: { amount, limit, over: amount - limit },
})
