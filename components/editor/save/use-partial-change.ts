import { useState } from 'react'
import type { UseFormGetValues } from 'react-hook-form'
import type { Metadata } from '@/lib/shared/api/contract'
import type { Change } from '@/lib/shared/changes/change'
import type { Draft, DraftRow } from '@/lib/shared/changes/draft'
import type { RestoreAim } from '@/lib/shared/changes/restore'

/** The change that a draft was made from, the aim, and the keys that the restore added to the draft. */
export type RestoreSource = { id: string; aim: RestoreAim; keys: readonly string[] }

// Partial saves are rare, so this module loads on demand.
const loadPartialChange = () => import('@/lib/shared/changes/partial-change')

type PartialChangeDeps = {
  metadata: Metadata
  /** The partial change of this window. It stays visible even if the journal does not return it. */
  ownChange: Change | null
  getValues: UseFormGetValues<Draft>
  startRestore: (draft: readonly DraftRow[], source: RestoreSource) => void
  review: () => void
}

/** Offers to retry the rest of a partial change or to roll it back, each as a draft. */
export function usePartialChange(deps: PartialChangeDeps) {
  const { metadata, ownChange, getValues, startRestore, review } = deps
  const change = metadata.unfinished ?? ownChange
  const [dismissedId, setDismissedId] = useState<string | null>(null)

  async function retryRest(change: Change) {
    const { addChangesToDraft, findRemainingChanges } = await loadPartialChange()
    const rest = findRemainingChanges(change, metadata.entries)
    const keys = rest.map(({ key }) => key)
    startRestore(addChangesToDraft(getValues('rows'), rest), { id: change.id, aim: 'finish', keys })
    review()
  }

  async function rollBack(change: Change) {
    const { addChangesToDraft, removeKeysFromDraft, inverseOfApplied } = await loadPartialChange()
    const changedKeys = new Set(change.changes.map(({ key }) => key))
    const otherRows = removeKeysFromDraft(getValues('rows'), changedKeys)
    const inverse = inverseOfApplied(change)
    const keys = inverse.map(({ key }) => key)
    startRestore(addChangesToDraft(otherRows, inverse), { id: change.id, aim: 'before', keys })
    review()
  }

  return {
    partialChange: change && change.id !== dismissedId ? change : null,
    isPartialChangeRecorded: metadata.unfinished !== null,
    retryRest,
    rollBack,
    dismissPartialChange: () => setDismissedId(change?.id ?? null),
  }
}
