import { useMe } from '@/lib/client/one-room'
import type { Change } from '@/lib/shared/change'
import { useEditor } from '../editor-context'

/** For a sentence about a change: whether it is one's own, and the name of whoever made it. */
export function useWho({ by }: Pick<Change, 'by'>): { who: 'me' | 'other'; name: string } {
  const me = useMe(useEditor().slug)
  return { who: by !== null && by.id === me ? 'me' : 'other', name: by?.name ?? '' }
}
