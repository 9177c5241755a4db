import { useEffect, useEffectEvent, useState } from 'react'
import { useChange } from '@/lib/client/api/save-queries'
import type { Change } from '@/lib/shared/changes/change'

/**
 * The change that locks the room. `ageMs` is its age by the server's clock at `seenAt`, the time
 * (by this machine's clock, in ms) at which the page first saw it.
 */
export type RoomLock = { change: Change; ageMs: number; seenAt: number }

/**
 * Tracks the unsettled change that locks the room until it settles, even if the room is read as
 * free before the outcome is known. Then calls `onSettled` once, with the ms since the page saw it.
 */
export function useLockingChange(
  lockingChange: Change | null,
  isOwn: boolean,
  readAt: string,
  onSettled: (change: Change, shownMs: number) => void,
): RoomLock | null {
  const [lock, setLock] = useState<RoomLock | null>(null)
  const polledChange = useChange(lock?.change.id ?? null, isOwn ? 'own' : 'others')

  const startLock = useEffectEvent((id: string | undefined) => {
    if (!lockingChange || id === lock?.change.id) return
    const ageMs = Math.max(0, Date.parse(readAt) - Date.parse(lockingChange.at))
    setLock({ change: lockingChange, ageMs, seenAt: Date.now() })
  })
  const id = lockingChange?.id
  useEffect(() => startLock(id), [id])

  const endLock = useEffectEvent((change: Change) => {
    if (!change.settledAt || change.id !== lock?.change.id) return
    setLock(null)
    onSettled(change, Date.now() - lock.seenAt)
  })
  useEffect(() => {
    if (polledChange) endLock(polledChange)
  }, [polledChange])

  if (!lock) return null
  const reportedChange = lockingChange?.id === lock.change.id ? lockingChange : lock.change
  // The outcome may have gone from pending to unknown since the lock started.
  const latestChange = polledChange?.id === lock.change.id ? polledChange : reportedChange
  // Read back, but not yet journalled: the response of the save knows more than the journal.
  const change =
    reportedChange.readAt && latestChange.outcome === 'pending' ? reportedChange : latestChange
  return { ...lock, change }
}
