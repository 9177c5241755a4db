import 'server-only'
import type { AuditEntry } from '@/lib/shared/audit/audit-entry'
import type { ExportTable } from './formats'

/** One record per changed field; an entry without changes is one record. */
export const auditTable: ExportTable<AuditEntry> = {
  listName: 'entries',
  columns: [
    'entry_id',
    'at',
    'source',
    'person_id',
    'person',
    'action',
    'subject_id',
    'subject',
    'field',
    'from',
    'to',
  ],
  toRecords({ id, at, source, by, action, subject, changes }) {
    const rows = changes.length > 0 ? changes : [null]
    return rows.map((change) => [
      id,
      at,
      source,
      by?.id ?? '',
      by?.name ?? '',
      action,
      subject.id,
      subject.name,
      change?.field ?? '',
      change?.from ?? '',
      change?.to ?? '',
    ])
  },
}
