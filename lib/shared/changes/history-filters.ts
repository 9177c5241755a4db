import {
  formatSearch,
  readParam,
  readTimeParam,
  type SearchParams,
  withoutUndefined,
} from '../api/search-params'
import type { Change } from './change'

/** Keeps a page below one megabyte. */
export const CHANGES_PER_PAGE = 25

/** `unsettled` means `pending` and `unknown`. */
export const outcomeFilters = ['applied', 'partial', 'not-applied', 'unsettled'] as const
export const sourceFilters = ['console', 'restore', 'outside'] as const satisfies Change['source'][]

type OutcomeFilter = (typeof outcomeFilters)[number]

/** Filters of the history; times are ISO 8601, `until` is exclusive. */
export type HistoryQuery = {
  room?: string
  /** Only settled changes have their keys listed. */
  key?: string
  person?: string
  outcome?: OutcomeFilter
  source?: Change['source']
  since?: string
  until?: string
}

export const filterNames = ['room', 'key', 'person', 'outcome', 'source', 'since', 'until'] as const

/** Ignores unknown parameters and values: an old or mistyped link shows more, never an error. */
export function parseFilters(params: SearchParams): HistoryQuery {
  return withoutUndefined({
    room: readParam(params, 'room'),
    key: readParam(params, 'key'),
    person: readParam(params, 'person'),
    outcome: outcomeFilters.find((name) => name === readParam(params, 'outcome')),
    source: sourceFilters.find((name) => name === readParam(params, 'source')),
    since: readTimeParam(params, 'since'),
    until: readTimeParam(params, 'until'),
  })
}

export const toSearchString = (filters: HistoryQuery) => formatSearch(filterNames, filters)
