import 'server-only'
import type { Selectable } from 'kysely'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import { type AuditEntry, auditEntrySchema } from '@/lib/shared/audit/audit-entry'
import type { AuditQuery } from '@/lib/shared/audit/audit-filters'
import type { Database } from '../../database'
import { withStoreErrors } from '../../query-errors'
import type { AuditLogTable } from '../../schema'
import { listAuthors } from '../history/authors'
import { formatCursor, iterateAll, type Position, parseCursor, toPage } from '../paging'

/** Reading the audit log; newest first. Throws `journal.unavailable`. */
export type AuditLog = {
  /** One page; `next` is null on the last one. Throws `request.malformed` for an invalid cursor. */
  list(
    query: AuditQuery & { cursor?: string; limit: number },
  ): Promise<{ entries: AuditEntry[]; next: string | null }>
  /** Every match, page by page, for an export; entries written meanwhile are not included. */
  iteratePages(filters: AuditQuery): AsyncGenerator<AuditEntry[]>
  /** Everyone in the log who acted while signed in, under their latest name, sorted by it. */
  listPeople(): Promise<{ id: string; name: string }[]>
}

const ENTRIES_PER_EXPORT_PAGE = 500

export function createAuditLog(database: Database): AuditLog {
  const page = (filters: AuditQuery, after: Position | null, limit: number) =>
    withStoreErrors(() => readPage(database, filters, after, limit))
  return {
    async list({ cursor, limit, ...filters }) {
      const after = cursor === undefined ? null : parseCursor(cursor)
      const { rows, next } = await page(filters, after, limit)
      return { entries: rows, next: next && formatCursor(next) }
    },
    iteratePages: (filters) => iterateAll((after) => page(filters, after, ENTRIES_PER_EXPORT_PAGE)),
    listPeople: () => withStoreErrors(() => listAuthors(database, 'audit_log')),
  }
}

async function readPage(
  { kysely }: Database,
  { person, action, since, until }: AuditQuery,
  after: Position | null,
  limit: number,
) {
  let query = kysely.selectFrom('audit_log').selectAll()
  if (person !== undefined) query = query.where('person_id', '=', person)
  if (action !== undefined) query = query.where('action', '=', action)
  if (since !== undefined) query = query.where('at', '>=', Date.parse(since))
  if (until !== undefined) query = query.where('at', '<', Date.parse(until))
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('at', 'id'), '<', tuple(after.at, after.id)),
    )
  }
  const found = await query
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { rows, next } = toPage(found, limit)
  return { rows: rows.map(toEntry), next }
}

function toEntry(row: Selectable<AuditLogTable>): AuditEntry {
  const { person_id: id, person_name: name } = row
  return auditEntrySchema.parse({
    id: row.id,
    at: toIsoTime(row.at),
    action: row.action,
    source: row.source,
    by: id === null ? null : { id, name: name ?? '' },
    subject: { id: row.subject_id, name: row.subject_name },
    changes: JSON.parse(row.changes),
  })
}
