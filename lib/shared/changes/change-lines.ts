import { utf8Bytes } from '../metadata/bytes'
import type { KeyChange } from '../metadata/entry'

/** What one line of a review or of the history says was done; `bytes` is the difference in the room's values. */
export type ChangeLine = {
  verb: 'set' | 'change' | 'clear' | 'rename' | 'delete'
  key: string
  /** Only for a rename: the key that went. */
  oldKey: string | null
  from: string | null
  to: string | null
  bytes: number
}

/** Which key became which, as the draft knows it; without it a rename is told by its unchanged value. */
export type Renames = ReadonlyMap<string, string>

/**
 * Key changes as lines for people, in the order of `changes`. A key that went and a new key that came are one rename
 * when the draft says so, or else when exactly one of each carries the same, non-empty value.
 */
export function changeLines(changes: readonly KeyChange[], renames?: Renames): ChangeLine[] {
  const pairs = renames ?? renamesByValue(changes)
  const byKey = new Map(changes.map((change) => [change.key, change]))
  const newKeys = new Map([...pairs].filter(([from, to]) => isRename(byKey, from, to)))
  const oldKeys = new Map([...newKeys].map(([from, to]) => [to, from]))
  return changes.flatMap((change) => {
    if (newKeys.has(change.key)) return []
    const oldKey = oldKeys.get(change.key)
    const gone = oldKey === undefined ? undefined : byKey.get(oldKey)
    const from = gone ? gone.from : change.from
    return [
      {
        verb: gone ? 'rename' : verbOf(change),
        key: change.key,
        oldKey: gone?.key ?? null,
        from,
        to: change.to,
        bytes: bytesOf(change.to) - bytesOf(from),
      },
    ]
  })
}

/** What is done to one key by itself. */
export function verbOf({ from, to }: KeyChange): ChangeLine['verb'] {
  if (to === null) return 'delete'
  if (from === null) return 'set'
  return to === '' ? 'clear' : 'change'
}

function isRename(changes: ReadonlyMap<string, KeyChange>, oldKey: string, newKey: string) {
  return changes.get(oldKey)?.to === null && changes.get(newKey)?.from === null
}

function renamesByValue(changes: readonly KeyChange[]): Renames {
  const gone = changes.filter(({ from, to }) => to === null && from)
  const came = changes.filter(({ from, to }) => from === null && to)
  const only = <T>(list: readonly T[]) => (list.length === 1 ? list[0] : undefined)
  const pairs = gone.flatMap(({ key, from }) => {
    const partner = only(came.filter(({ to }) => to === from))
    const unique = only(gone.filter((other) => other.from === from))
    return partner && unique ? [[key, partner.key] as const] : []
  })
  return new Map(pairs)
}

const bytesOf = (value: string | null) => (value === null ? 0 : utf8Bytes(value))
