import type { Route } from 'next'
import { type HistoryQuery, toSearchString } from '@/lib/shared/changes/history-filters'

/** The history of all rooms, filtered. Not with the other paths, which the editor loads at first. */
export const historyPath = (filters: HistoryQuery) => `/history?${toSearchString(filters)}` as Route
