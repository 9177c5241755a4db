import { useSearchParams } from 'next/navigation'
import {
  type HistoryQuery,
  parseFilters,
  toSearchString,
} from '@/lib/shared/changes/history-filters'

/**
 * The filters in the query string, so that *Back* undoes them and links keep them. In the history
 * of one room, the room is part of the path instead.
 */
export function useFilters(room: string | null) {
  const params = useSearchParams()
  const filtersInUrl = parseFilters(Object.fromEntries(params))
  const filters = room === null ? filtersInUrl : { ...filtersInUrl, room }

  function setFilters(next: HistoryQuery) {
    const search = toSearchString(room === null ? next : { ...next, room: undefined })
    history.pushState(null, '', search === '' ? location.pathname : `?${search}`)
  }

  return { filters, setFilters }
}
