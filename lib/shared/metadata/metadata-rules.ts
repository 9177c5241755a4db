import type { ProblemCode, ProblemParams } from '../api/problem-codes'
import { applyChanges, computeTotals } from '../changes/diff'
import type { Entry, KeyChange } from './entry'
import { LIMITS } from './limits'
import { validateKey, validateValue } from './text-rules'

/** A rule that an entry breaks: its key, the field, and the numbers of the message. */
export type EntryProblem = {
  key: string
  at: 'key' | 'value'
  code: ProblemCode
  params?: ProblemParams
}

/** A limit that the room as a whole would exceed. */
type RoomProblem = { code: ProblemCode; params: ProblemParams }

/**
 * Checks key changes without knowing the room. Rules apply to what is written; a key that is only
 * deleted is not checked, so that an odd key of an app can be removed
 * (docs/save-guarantees.md#a-save-step-by-step).
 */
export function validateChanges(changes: readonly KeyChange[]): EntryProblem[] {
  const occurrences = new Map<string, number>()
  for (const { key } of changes) occurrences.set(key, (occurrences.get(key) ?? 0) + 1)
  return changes.flatMap(({ key, to }) => {
    const problems: EntryProblem[] = []
    if ((occurrences.get(key) ?? 0) > 1) problems.push({ key, at: 'key', code: 'key.duplicate' })
    if (to === null) return problems
    const keyProblem = validateKey(key)
    const valueProblem = validateValue(to)
    if (keyProblem) problems.push({ key, at: 'key', ...keyProblem })
    if (valueProblem) problems.push({ key, at: 'value', ...valueProblem })
    return problems
  })
}

/** True for an empty list, or if every `from` equals its `to`. */
export function isNoOp(changes: readonly KeyChange[]): boolean {
  return changes.every(({ from, to }) => from === to)
}

/**
 * Checks the limits of a whole room on the merged result (docs/live-api.md#contradictions-and-gaps,
 * rows 6 and 7). A room over a limit may be changed if the change does not make it fuller, so that
 * it can be repaired step by step.
 */
export function validateRoom(
  after: readonly Entry[],
  before: readonly Entry[] = [],
): RoomProblem[] {
  const totalsBefore = computeTotals(before)
  const totalsAfter = computeTotals(after)
  const problems: RoomProblem[] = []
  if (totalsAfter.keys > LIMITS.keys && totalsAfter.keys > totalsBefore.keys)
    problems.push(toRoomProblem('room.too-many-keys', totalsAfter.keys, LIMITS.keys))
  if (totalsAfter.bytes > LIMITS.totalBytes && totalsAfter.bytes > totalsBefore.bytes)
    problems.push(toRoomProblem('room.too-many-bytes', totalsAfter.bytes, LIMITS.totalBytes))
  return problems
}

/**
 * Set goes before delete, so that readers never miss a renamed key. Only where the room cannot hold
 * old and new entries together, delete goes first (docs/save-guarantees.md#guarantees).
 */
export function mustDeleteFirst(before: readonly Entry[], changes: readonly KeyChange[]): boolean {
  const sets = changes.filter(({ to }) => to !== null)
  return sets.length < changes.length && validateRoom(applyChanges(before, sets), before).length > 0
}

const toRoomProblem = (code: ProblemCode, amount: number, limit: number): RoomProblem => ({
  code,
  params: { amount, limit, over: amount - limit },
})
