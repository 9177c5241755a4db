import { useState } from 'react'
import type { UseFormGetValues } from 'react-hook-form'
import type { Metadata } from '@/lib/shared/api/contract'
import type { Change } from '@/lib/shared/changes/change'
import type { Draft, DraftRow } from '@/lib/shared/changes/draft'
import type { RestoreAim } from '@/lib/shared/changes/restore'

/** Which change the draft was made from, what for, and the keys it came for. */
export type Restoring = { id: string; aim: RestoreAim; keys: readonly string[] }

// Few saves get in only in part.
const unfinished = () => import('@/lib/shared/changes/partial-change')

type Parts = {
  metadata: Metadata
  /** This window's own partial change. The journal may not answer just when it matters: what was told is not taken back. */
  own: Change | null
  getValues: UseFormGetValues<Draft>
  restore: (draft: readonly DraftRow[], made: Restoring) => void
  review: () => void
}

/** A change that got in only in part, whosever it was: the way on and the way back, as a draft. */
export function usePartly({ metadata, own, getValues, restore, review }: Parts) {
  const partial = metadata.unfinished ?? own
  /** One that somebody here has seen. */
  const [seen, setSeen] = useState<string | null>(null)

  async function finish(change: Change) {
    const { draftWith, restOf } = await unfinished()
    const rest = restOf(change, metadata.entries)
    const keys = rest.map(({ key }) => key)
    restore(draftWith(getValues('rows'), rest), { id: change.id, aim: 'finish', keys })
    review()
  }

  async function putBack(change: Change) {
    const { draftWith, draftWithout, wayBackFrom } = await unfinished()
    const others = draftWithout(getValues('rows'), new Set(change.changes.map(({ key }) => key)))
    const back = wayBackFrom(change)
    const keys = back.map(({ key }) => key)
    restore(draftWith(others, back), { id: change.id, aim: 'before', keys })
    review()
  }

  return {
    partly: partial && partial.id !== seen ? partial : null,
    recorded: metadata.unfinished !== null,
    finish,
    putBack,
    leavePartly: () => setSeen(partial?.id ?? null),
  }
}
