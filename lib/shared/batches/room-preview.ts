import type { ProblemCode, ProblemParams } from '../api/problem-codes'
import { applyChanges, valuesByKey } from '../changes/diff'
import type { Entry, KeyChange } from '../metadata/entry'
import { validateRoom } from '../metadata/metadata-rules'

/**
 * What a batch does to a key in every room; null deletes it. `onlyFrom`: only where the key has this
 * value, or, if null, is absent.
 */
export type KeyTarget = { key: string; to: string | null; onlyFrom?: string | null }

/** `conflict`: the key does not have the value that the target asks for. */
export type PreviewLine = KeyChange & { kind: 'new' | 'change' | 'delete' | 'same' | 'conflict' }

/**
 * What a batch would do to one room. Only a `ready` room is saved, and all of its changes together:
 * a room with a conflict, or over a limit afterwards, stays as it is.
 */
export type RoomPreview = {
  status: 'ready' | 'same' | 'conflict' | 'over-limit'
  lines: PreviewLine[]
  /** What the room would be sent; empty unless it is ready. */
  changes: KeyChange[]
  problem: { code: ProblemCode; params: ProblemParams } | null
}

/** Compares the targets, whose keys differ from each other, with the entries of a room. */
export function previewRoom(entries: readonly Entry[], targets: readonly KeyTarget[]): RoomPreview {
  const values = valuesByKey(entries)
  const lines = targets.map((target): PreviewLine => {
    const { key, to } = target
    const from = values.get(key) ?? null
    return { key, from, to, kind: compare(from, target) }
  })
  const changes = lines.flatMap(({ kind, ...change }) => (kind === 'same' ? [] : [change]))
  if (lines.some(({ kind }) => kind === 'conflict')) return withoutChanges('conflict', lines)
  if (changes.length === 0) return withoutChanges('same', lines)
  const [problem = null] = validateRoom(applyChanges(entries, changes), entries)
  if (problem) return { ...withoutChanges('over-limit', lines), problem }
  return { status: 'ready', lines, changes, problem: null }
}

function compare(from: string | null, { to, onlyFrom }: KeyTarget): PreviewLine['kind'] {
  if (from === to) return 'same'
  if (onlyFrom !== undefined && from !== onlyFrom) return 'conflict'
  if (to === null) return 'delete'
  return from === null ? 'new' : 'change'
}

const withoutChanges = (status: RoomPreview['status'], lines: PreviewLine[]): RoomPreview => ({
  status,
  lines,
  changes: [],
  problem: null,
})
