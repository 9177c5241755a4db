import 'server-only'
import type { AuditAuthor } from '@/lib/shared/audit/audit-entry'

/** Who acts where a test does not care. */
export const author: AuditAuthor = { source: 'console', by: { id: 'tests', name: 'Tests' } }
