import 'server-only'
import { Problem, toProblem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { applyChanges, valuesByKey } from '@/lib/shared/changes/diff'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { validateRoom } from '@/lib/shared/metadata/metadata-rules'
import type { EngineClient } from '../engine/client'
import { type InFlightDeps, inFlightCallOptions } from './in-flight'

export type PreconditionDeps = InFlightDeps & { engine: Pick<EngineClient, 'readMetadata'> }

/**
 * Reads the current entries of the room. Resolves to the problem if that fails; `deadline` in ms of
 * the monotonic clock.
 */
export async function readFreshEntries(
  deps: PreconditionDeps,
  room: string,
  deadline: number,
): Promise<Entry[] | Problem> {
  try {
    return await deps.engine.readMetadata(room, { deadline, ...inFlightCallOptions(deps) })
  } catch (error) {
    return toProblem(error)
  }
}

/**
 * Returns the problem that forbids the changes: a key that has neither its `from` nor its `to`
 * value, or a limit of the room that the merged entries would exceed.
 */
export function findConflict(
  changes: readonly KeyChange[],
  freshEntries: readonly Entry[],
): Problem | null {
  const changedKeys = findChangedKeys(changes, freshEntries)
  if (changedKeys) return changedKeys
  const exceeded = validateRoom(applyChanges(freshEntries, changes), freshEntries)[0]
  return exceeded ? new Problem(exceeded.code, { params: exceeded.params }) : null
}

/** The changes with the current value as `from` of each key to overwrite, unless it equals `to`. */
export function rebaseOnto(changes: Change['changes'], entries: readonly Entry[]) {
  const values = valuesByKey(entries)
  return changes.map((change) => {
    const value = values.get(change.key) ?? null
    return change.overwrite && value !== change.to ? { ...change, from: value } : change
  })
}

/** `room.changed` with the current value of each key that has neither its `from` nor its `to`. */
export function findChangedKeys(
  changes: readonly KeyChange[],
  entries: readonly Entry[],
): Problem | null {
  const values = valuesByKey(entries)
  const theirs = changes.flatMap(({ key, from, to }) => {
    const value = values.get(key) ?? null
    return value === from || value === to ? [] : [{ key, value }]
  })
  return theirs.length > 0 ? new Problem('room.changed', { theirs }) : null
}

/**
 * Adds numbers to a refusal because the room is full. The fresh read before the save left enough
 * space, so others have added entries since then; another read counts them. Returns other problems
 * unchanged.
 */
export async function explainFullRoom(
  deps: PreconditionDeps,
  change: Change,
  before: readonly Entry[],
  problem: Problem | undefined,
  deadline: number,
): Promise<Problem | undefined> {
  if (problem?.code !== 'room.too-many-keys' && problem?.code !== 'room.too-many-bytes')
    return problem
  const latestEntries = await readFreshEntries(deps, change.room, deadline)
  const entries = latestEntries instanceof Problem ? before : latestEntries
  const changedKeys = new Set(change.changes.map(({ key }) => key))
  const others = entries.filter(({ key }) => !changedKeys.has(key))
  const keysBefore = new Set(before.map(({ key }) => key))
  const exceeded = validateRoom(applyChanges(entries, change.changes), entries)[0]
  const { engine } = problem.details
  if (!exceeded) return new Problem('engine.refused', { engine, params: problem.details.params })
  const params = {
    others: others.length,
    added: others.filter(({ key }) => !keysBefore.has(key)).length,
    of: exceeded.code === 'room.too-many-keys' ? 'keys' : 'bytes',
    ...exceeded.params,
  }
  return new Problem('room.filled-by-others', { engine, params })
}
