import { useEffect, useState } from 'react'
import { useCurrentUser } from '../hooks/current-user'

const NO_ROOMS: ReadonlySet<string> = new Set()

/** The slugs of the rooms in which this person has a draft in this browser. */
export function useDraftedRooms(): ReadonlySet<string> {
  const userId = useCurrentUser()?.id
  const [slugs, setSlugs] = useState(NO_ROOMS)
  useEffect(() => {
    if (userId === undefined) return
    let isCurrent = true
    const read = () =>
      listDrafts(userId).then(
        (records) => {
          if (isCurrent) setSlugs(new Set(records.map(({ slug }) => slug)))
        },
        // The list is complete without the tags.
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
  return slugs
}

async function listDrafts(userId: string) {
  const { draftStorage } = await import('./draft-storage')
  return draftStorage.list(userId)
}
