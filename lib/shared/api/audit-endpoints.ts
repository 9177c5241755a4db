import * as z from 'zod/mini'
import { auditActions, auditEntrySchema } from '../audit/audit-entry'
import { AUDIT_ENTRIES_PER_PAGE } from '../audit/audit-filters'
import type { Endpoint } from './endpoint'
import { exportFormats } from './export-formats'
import { cursorSchema, idSchema, limitSchema, timeSchema } from './list-params'

/** Filters; `since` is inclusive, `until` exclusive, `person` is the id of who acted. */
const filterParams = {
  person: z.optional(idSchema(200)),
  action: z.optional(z.enum(auditActions)),
  since: z.optional(timeSchema),
  until: z.optional(timeSchema),
}

/** Newest first; `next` is null on the last page. */
const auditList = z.object({ entries: z.array(auditEntrySchema), next: z.nullable(z.string()) })
export type AuditList = z.infer<typeof auditList>

const listAuditEntries = {
  method: 'GET',
  path: '/api/audit',
  action: 'audit.read',
  query: z.strictObject({
    ...filterParams,
    cursor: cursorSchema,
    limit: limitSchema(AUDIT_ENTRIES_PER_PAGE),
  }),
  response: auditList,
} as const satisfies Endpoint

/** A file: CSV with one row per changed field, or JSON in the shape of the list. */
const exportAudit = {
  method: 'GET',
  path: '/api/audit/export',
  action: 'audit.read',
  query: z.strictObject({ format: z._default(z.enum(exportFormats), 'csv'), ...filterParams }),
  response: auditList,
} as const satisfies Endpoint

export const auditEndpoints = { listAuditEntries, exportAudit } as const
