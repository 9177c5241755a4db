import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { checkChanges, findBlocked } from '@/lib/shared/catalogue/check-changes'
import { inverseOfApplied } from '@/lib/shared/changes/partial-change'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import type { CatalogueStore } from '../../db/repositories/catalogue/catalogue-store'
import type { JournalRecord } from '../../db/repositories/journal/journal-types'

export type RefuseBlockedDeps = { catalogueStore: Pick<CatalogueStore, 'read'> }

type Save = {
  changes: readonly KeyChange[]
  overwrite?: readonly string[]
  /** The change that the save restores. */
  restored: JournalRecord | null
}

/**
 * Throws `catalogue.blocked` if the key catalogue blocks a new value. A value that the room has
 * already, or that a restore brings back, is not new.
 */
export async function refuseBlockedValues(
  { catalogueStore }: RefuseBlockedDeps,
  { changes, overwrite = [], restored }: Save,
): Promise<void> {
  const { keys } = await catalogueStore.read()
  const isRestored = createRestoredCheck(restored)
  // `from` of an overwritten key is not compared with the room, so it proves nothing.
  const isInRoom = ({ key, from, to }: KeyChange) => from === to && !overwrite.includes(key)
  const findings = checkChanges(changes, keys, (change) => isInRoom(change) || isRestored(change))
  const entries = findBlocked(findings).map(({ key, warning }) => {
    return { key, at: 'value', code: 'catalogue.blocked', params: { key, check: warning } } as const
  })
  const [first] = entries
  if (first) throw new Problem('catalogue.blocked', { params: first.params, entries })
}

/** A restore brings back what the change replaced, or the room as it was read back after it. */
function createRestoredCheck(restored: JournalRecord | null): (change: KeyChange) => boolean {
  if (!restored) return () => false
  const inverse = inverseOfApplied(restored.change)
  const after = restored.after ?? []
  return ({ key, to }) =>
    inverse.some((change) => change.key === key && change.to === to) ||
    after.some((entry) => entry.key === key && entry.value === to)
}
