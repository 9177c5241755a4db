import { useSearchParams } from 'next/navigation'
import { filtersFrom, type HistoryQuery, searchOf } from '@/lib/shared/changes/history-filters'

/**
 * The filters as they stand in the address, and the way to others. Each set of filters is a step that *Back* undoes
 * and a link that can be sent; in the history of a room the room is its path.
 */
export function useFilters(room: string | null) {
  const params = useSearchParams()
  const asked = filtersFrom(Object.fromEntries(params))
  const filters = room === null ? asked : { ...asked, room }

  function setFilters(next: HistoryQuery) {
    const search = searchOf(room === null ? next : { ...next, room: undefined })
    history.pushState(null, '', search === '' ? location.pathname : `?${search}`)
  }

  return { filters, setFilters }
}
