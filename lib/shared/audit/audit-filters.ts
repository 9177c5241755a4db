import {
  formatSearch,
  readParam,
  readTimeParam,
  type SearchParams,
  withoutUndefined,
} from '../api/search-params'
import { type AuditAction, auditActions } from './audit-entry'

/** Keeps a page below 100 KiB. */
export const AUDIT_ENTRIES_PER_PAGE = 50

/** Filters of the audit log; `person` is the id of who acted, `until` is exclusive. */
export type AuditQuery = { person?: string; action?: AuditAction; since?: string; until?: string }

export const auditFilterNames = ['person', 'action', 'since', 'until'] as const

/** Ignores unknown parameters and values: an old or mistyped link shows more, never an error. */
export function parseAuditFilters(params: SearchParams): AuditQuery {
  return withoutUndefined({
    person: readParam(params, 'person'),
    action: auditActions.find((name) => name === readParam(params, 'action')),
    since: readTimeParam(params, 'since'),
    until: readTimeParam(params, 'until'),
  })
}

export const toAuditSearch = (filters: AuditQuery) => formatSearch(auditFilterNames, filters)
