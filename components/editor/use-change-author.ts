import { useCurrentUser } from '@/lib/client/hooks/current-user'
import type { Change } from '@/lib/shared/changes/change'

/** Message arguments for the author of a change; `me` is the current user. */
export function useChangeAuthor({ by }: Pick<Change, 'by'>): {
  who: 'me' | 'other'
  name: string
} {
  const user = useCurrentUser()
  return { who: by !== null && by.id === user?.id ? 'me' : 'other', name: by?.name ?? '' }
}
