import { useEffect, useMemo, useState } from 'react'
import { useCurrentUser } from '../hooks/current-user'
import type { DraftRecord } from './draft-record'

/**
 * The newest draft of this person in this browser in each room, newest first; null while they are
 * not known.
 */
export function useOwnDrafts(): readonly DraftRecord[] | null {
  const userId = useCurrentUser()?.id
  const [drafts, setDrafts] = useState<readonly DraftRecord[] | null>(null)
  useEffect(() => {
    if (userId === undefined) return
    let isCurrent = true
    const read = () =>
      listDrafts(userId).then(
        (records) => {
          if (isCurrent) setDrafts(newestOfEachRoom(records))
        },
        // The page is complete without the drafts.
        () => undefined,
      )
    void read()
    // Another window may have written or ended a draft meanwhile.
    addEventListener('focus', read)
    return () => {
      isCurrent = false
      removeEventListener('focus', read)
    }
  }, [userId])
  return drafts
}

/** The slugs of the rooms in which this person has a draft in this browser. */
export function useDraftedRooms(): ReadonlySet<string> {
  const drafts = useOwnDrafts()
  return useMemo(() => new Set(drafts?.map(({ slug }) => slug)), [drafts])
}

async function listDrafts(userId: string) {
  const { draftStorage } = await import('./draft-storage')
  return draftStorage.list(userId)
}

/** `records` are newest first. */
function newestOfEachRoom(records: readonly DraftRecord[]): DraftRecord[] {
  const slugs = new Set<string>()
  return records.filter(({ slug }) => !slugs.has(slug) && slugs.add(slug))
}
