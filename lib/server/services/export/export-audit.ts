import 'server-only'
import type { ExportFormat } from '@/lib/shared/api/export-formats'
import type { AuditQuery } from '@/lib/shared/audit/audit-filters'
import { type Actor, authorize } from '../../auth/authorize'
import type { AuditLog } from '../../db/repositories/audit/audit-log'
import type { Log } from '../../runtime/log'
import { auditTable } from './audit-records'
import { exportFile } from './export-file'

export type AuditExportDeps = { actor: Actor; auditLog: AuditLog; log: Log; ref: string }

/** Every matching audit entry as a file, see {@link exportFile}. */
export async function exportAudit(
  deps: AuditExportDeps,
  { format, ...query }: AuditQuery & { format: ExportFormat },
  { method }: { method: string },
): Promise<Response> {
  authorize(deps, 'audit.read')
  return exportFile(deps, {
    name: 'audit-log',
    format,
    table: auditTable,
    readPages: () => deps.auditLog.iteratePages(query),
    method,
  })
}
