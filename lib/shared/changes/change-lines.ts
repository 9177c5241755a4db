import { utf8Bytes } from '../metadata/bytes'
import type { KeyChange } from '../metadata/entry'

/** One line of a review or of the history; `bytes` is how much the room's values grow. */
export type ChangeLine = {
  action: 'set' | 'change' | 'clear' | 'rename' | 'delete'
  key: string
  /** The previous key; only for a rename. */
  oldKey: string | null
  from: string | null
  to: string | null
  bytes: number
  /** Written whatever the room held. */
  overwrite?: true
}

/**
 * Old key to new key, as the draft knows it. Without it, a rename is detected by an unchanged
 * value.
 */
export type Renames = ReadonlyMap<string, string>

/**
 * Turns key changes into lines, in the order of `changes`. A deleted and a new key form a rename if
 * the draft says so, or if exactly one of each has the same non-empty value.
 */
export function toChangeLines(
  changes: readonly (KeyChange & Pick<ChangeLine, 'overwrite'>)[],
  renames?: Renames,
): ChangeLine[] {
  const pairs = renames ?? detectRenames(changes)
  const byKey = new Map(changes.map((change) => [change.key, change]))
  const newKeys = new Map([...pairs].filter(([from, to]) => isRename(byKey, from, to)))
  const oldKeys = new Map([...newKeys].map(([from, to]) => [to, from]))
  return changes.flatMap((change) => {
    if (newKeys.has(change.key)) return []
    const oldKey = oldKeys.get(change.key)
    const deleted = oldKey === undefined ? undefined : byKey.get(oldKey)
    const from = deleted ? deleted.from : change.from
    return [
      {
        action: deleted ? 'rename' : getChangeAction(change),
        key: change.key,
        oldKey: deleted?.key ?? null,
        from,
        to: change.to,
        bytes: byteLength(change.to) - byteLength(from),
        ...((change.overwrite ?? deleted?.overwrite) && { overwrite: true }),
      },
    ]
  })
}

export function getChangeAction({ from, to }: KeyChange): ChangeLine['action'] {
  if (to === null) return 'delete'
  if (from === null) return 'set'
  return to === '' ? 'clear' : 'change'
}

function isRename(changes: ReadonlyMap<string, KeyChange>, oldKey: string, newKey: string) {
  return changes.get(oldKey)?.to === null && changes.get(newKey)?.from === null
}

function detectRenames(changes: readonly KeyChange[]): Renames {
  const deleted = changes.filter(({ from, to }) => to === null && from)
  const added = changes.filter(({ from, to }) => from === null && to)
  const singleItem = <T>(list: readonly T[]) => (list.length === 1 ? list[0] : undefined)
  const pairs = deleted.flatMap(({ key, from }) => {
    const addedChange = singleItem(added.filter(({ to }) => to === from))
    const deletedChange = singleItem(deleted.filter((other) => other.from === from))
    return addedChange && deletedChange ? [[key, addedChange.key] as const] : []
  })
  return new Map(pairs)
}

const byteLength = (value: string | null) => (value === null ? 0 : utf8Bytes(value))
