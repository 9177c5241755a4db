import { useSelf } from '@/components/layout/self'
import type { Change } from '@/lib/shared/changes/change'

/** For a sentence about a change: whether it is one's own, and the name of whoever made it. */
export function useWho({ by }: Pick<Change, 'by'>): { who: 'me' | 'other'; name: string } {
  const self = useSelf()
  return { who: by !== null && by.id === self?.id ? 'me' : 'other', name: by?.name ?? '' }
}
