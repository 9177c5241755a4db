import 'server-only'
import type { AuditList } from '@/lib/shared/api/audit-endpoints'
import { AUDIT_ENTRIES_PER_PAGE, type AuditQuery } from '@/lib/shared/audit/audit-filters'
import { type Actor, authorize } from '../auth/authorize'
import type { AuditLog } from '../db/repositories/audit/audit-log'

export type AuditDeps = { actor: Actor; auditLog: AuditLog }

/** One page of the audit log. */
export async function listAuditEntries(
  deps: AuditDeps,
  { limit = AUDIT_ENTRIES_PER_PAGE, ...query }: AuditQuery & { cursor?: string; limit?: number },
): Promise<AuditList> {
  authorize(deps, 'audit.read')
  return deps.auditLog.list({ ...query, limit })
}

/** Everyone in the audit log who acted while signed in, for the filter. */
export async function listAuditPeople(deps: AuditDeps): Promise<{ id: string; name: string }[]> {
  authorize(deps, 'audit.read')
  return deps.auditLog.listPeople()
}
