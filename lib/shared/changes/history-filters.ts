import type { Change } from './change'

/** A page of a list: a megabyte at the very worst. */
export const CHANGES_PER_PAGE = 25

/** `unsettled` is `pending` and `unknown` together. */
export const outcomeFilters = ['applied', 'partial', 'not-applied', 'unsettled'] as const
export const sourceFilters = ['console', 'restore', 'outside'] as const satisfies Change['source'][]
export const exportFormats = ['csv', 'json'] as const

export type OutcomeFilter = (typeof outcomeFilters)[number]

/** What a history is narrowed to, as it stands in an address; times are ISO 8601, `until` is not included. */
export type HistoryQuery = {
  room?: string
  person?: string
  outcome?: OutcomeFilter
  source?: Change['source']
  since?: string
  until?: string
}

export const filterNames = ['room', 'person', 'outcome', 'source', 'since', 'until'] as const

/** Parameters of an address; one that is named twice is none. */
type Params = Readonly<Record<string, string | string[] | undefined>>

/** The filters of an address. What is no filter is left out: an old or mistyped link shows more, never an error. */
export function filtersFrom(params: Params): HistoryQuery {
  const text = (name: string) => {
    const value = params[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const filters: Record<(typeof filterNames)[number], string | undefined> = {
    room: text('room'),
    person: text('person'),
    outcome: outcomeFilters.find((name) => name === text('outcome')),
    source: sourceFilters.find((name) => name === text('source')),
    since: timeFrom(text('since')),
    until: timeFrom(text('until')),
  }
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined))
}

/** The same as a query of an address, in one order, so that it can be compared and used as a key. */
export function searchOf(filters: HistoryQuery): string {
  const search = new URLSearchParams()
  for (const name of filterNames) {
    const value = filters[name]
    if (value) search.set(name, value)
  }
  return search.toString()
}

function timeFrom(text: string | undefined): string | undefined {
  const ms = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}
