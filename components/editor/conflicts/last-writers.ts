import { useQuery } from '@tanstack/react-query'
import { call } from '@/lib/client/api/api'
import type { Change } from '@/lib/shared/changes/change'

const NONE: readonly Change[] = []

/** The room's newest changes, to tell who wrote what stands there; asked anew with each read of the room. */
export function useNewestChanges(slug: string, entries: unknown): readonly Change[] {
  const { data } = useQuery({
    queryKey: ['newest-changes', slug, entries],
    queryFn: ({ signal }) => call('listRoomChanges', { path: { slug }, signal }),
    placeholderData: (previous) => previous,
    networkMode: 'always',
    gcTime: 0,
  })
  return data?.changes ?? NONE
}
