import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { applyChanges, valuesByKey } from '@/lib/shared/changes/diff'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { findChangedKeys, type PreconditionDeps, readFreshEntries } from './preconditions'

/**
 * An older read is repeated before anything is sent. Half a second is longer than an ordinary step
 * takes, so only slow steps and late retries cost another read.
 */
const MAX_AGE_MS = 500

/** What a save knows of its room: the freshest read, and what its own calls have changed since. */
export type RoomView = {
  entries(): readonly Entry[]
  /** Takes a read that the save made for another purpose. */
  observe(entries: readonly Entry[]): void
  /** Takes the effects of this save's own calls: from now on these keys should hold `to`. */
  expect(changes: readonly KeyChange[]): void
  /**
   * Reads the room again if the last read is too old. Resolves to the problem of that read, or to
   * `room.changed` if others have changed a key of `changes` meanwhile: then nothing may be sent.
   * Keys to overwrite are no reason to stop.
   */
  findObstacle(changes: Readonly<Change['changes']>): Promise<Problem | null>
  /** Reads the room again in any case. */
  refresh(): Promise<Problem | null>
}

/** `deadline` in ms of the monotonic clock; `entries` were read just now. */
export function createRoomView(
  deps: PreconditionDeps,
  room: string,
  entries: readonly Entry[],
  deadline: number,
): RoomView {
  let current = entries
  let readAt = performance.now()
  /** What the room should hold if only this save wrote to it. */
  let expected = entries

  function observe(read: readonly Entry[]) {
    current = read
    readAt = performance.now()
  }

  async function refresh(): Promise<Problem | null> {
    const read = await readFreshEntries(deps, room, deadline)
    if (read instanceof Problem) return read
    observe(read)
    return null
  }

  return {
    entries: () => current,
    observe,
    expect(made) {
      expected = applyChanges(expected, made)
      current = applyChanges(current, made)
    },
    async findObstacle(changes) {
      if (performance.now() - readAt > MAX_AGE_MS) {
        const problem = await refresh()
        if (problem) return problem
      }
      const values = valuesByKey(expected)
      const withExpected = changes
        .filter(({ overwrite }) => !overwrite)
        .map((each) => ({ ...each, from: values.get(each.key) ?? null }))
      return findChangedKeys(withExpected, current)
    },
    refresh,
  }
}
