import type { Change } from './change'

/** Keeps a page below one megabyte. */
export const CHANGES_PER_PAGE = 25

/** `unsettled` means `pending` and `unknown`. */
export const outcomeFilters = ['applied', 'partial', 'not-applied', 'unsettled'] as const
export const sourceFilters = ['console', 'restore', 'outside'] as const satisfies Change['source'][]
export const exportFormats = ['csv', 'json'] as const

type OutcomeFilter = (typeof outcomeFilters)[number]

/** Filters of the history; times are ISO 8601, `until` is exclusive. */
export type HistoryQuery = {
  room?: string
  person?: string
  outcome?: OutcomeFilter
  source?: Change['source']
  since?: string
  until?: string
}

export const filterNames = ['room', 'person', 'outcome', 'source', 'since', 'until'] as const

/** URL search parameters; repeated ones are ignored. */
type Params = Readonly<Record<string, string | string[] | undefined>>

/** Ignores unknown parameters and values: an old or mistyped link shows more, never an error. */
export function parseFilters(params: Params): HistoryQuery {
  const text = (name: string) => {
    const value = params[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const filters: Record<(typeof filterNames)[number], string | undefined> = {
    room: text('room'),
    person: text('person'),
    outcome: outcomeFilters.find((name) => name === text('outcome')),
    source: sourceFilters.find((name) => name === text('source')),
    since: parseTime(text('since')),
    until: parseTime(text('until')),
  }
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined))
}

/** In a fixed order, so that two can be compared and used as cache keys. */
export function toSearchString(filters: HistoryQuery): string {
  const search = new URLSearchParams()
  for (const name of filterNames) {
    const value = filters[name]
    if (value) search.set(name, value)
  }
  return search.toString()
}

function parseTime(text: string | undefined): string | undefined {
  const ms = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}
