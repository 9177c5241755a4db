import { useSearchParams } from 'next/navigation'
import {
  parseRoomFilters,
  type RoomFilters,
  toQueryParameters,
} from '@/lib/shared/metadata/room-filters'

export type ListOptions = Omit<RoomFilters, 'search'>

/** Order and filters of the list. They are kept in the query string, beside the search. */
export function useListOptions() {
  const parameters = useSearchParams()
  const { search: _, ...options } = parseRoomFilters((name) => parameters.get(name))

  function setOptions(change: Partial<ListOptions>) {
    const url = new URL(location.href)
    // The address is ahead of `parameters` until Next has rendered an earlier change.
    const current = parseRoomFilters((name) => url.searchParams.get(name))
    const { search: __, ...query } = toQueryParameters({ ...current, ...change })
    for (const [name, value] of Object.entries(query)) {
      if (value === null) url.searchParams.delete(name)
      else url.searchParams.set(name, value)
    }
    history.replaceState(null, '', url)
  }

  return { options, setOptions }
}
