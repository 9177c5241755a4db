import { useEffect, useEffectEvent, useState } from 'react'
import { useChange } from '@/lib/client/api/save-queries'
import type { Change } from '@/lib/shared/changes/change'

/** What holds the room: `age` is how old it was, in ms by the server's clocks, when this page saw it at `seenAt`. */
export type Holder = { change: Change; age: number; seenAt: number }

/**
 * Follows the unsettled change that holds the room, ours or another's, to its end, also when the room itself is read
 * as free before that end is known. `onSettled` is told once, and for how many ms the page had seen it before.
 */
export function useHolder(
  holding: Change | null,
  own: boolean,
  readAt: string,
  onSettled: (change: Change, shownMs: number) => void,
): Holder | null {
  const [seen, setSeen] = useState<Holder | null>(null)
  const followed = useChange(seen?.change.id ?? null, own ? 'own' : 'others')

  const adopt = useEffectEvent((id: string | undefined) => {
    if (!holding || id === seen?.change.id) return
    const age = Math.max(0, Date.parse(readAt) - Date.parse(holding.at))
    setSeen({ change: holding, age, seenAt: Date.now() })
  })
  const id = holding?.id
  useEffect(() => adopt(id), [id])

  const onFollowed = useEffectEvent((change: Change) => {
    if (!change.settledAt || change.id !== seen?.change.id) return
    setSeen(null)
    onSettled(change, Date.now() - seen.seenAt)
  })
  useEffect(() => {
    if (followed) onFollowed(followed)
  }, [followed])

  if (!seen) return null
  const known = holding?.id === seen.change.id ? holding : seen.change
  // What began as pending may have turned out unknown by now.
  const told = followed?.id === seen.change.id ? followed : known
  // Read back and only waiting for its record: the journal knows less than the answer said.
  const newest = known.readAt && told.outcome === 'pending' ? known : told
  return { ...seen, change: newest }
}
