import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely, RawBuilder } from 'kysely'
import type { AuditAction, AuditAuthor, AuditChange } from '@/lib/shared/audit/audit-entry'
import type { Tables } from '../../schema'

export type NewAuditEntry = {
  action: AuditAction
  author: AuditAuthor
  subject: { id: string; name: string }
  changes?: readonly AuditChange[]
}

/**
 * Appends to the audit log. Call it in the transaction of what it records, so that neither exists
 * without the other. Entries can never be removed: pass no password, code or other secret.
 */
export async function appendAudit(
  trx: Kysely<Tables>,
  clock: RawBuilder<number>,
  { action, author: { source, by }, subject, changes = [] }: NewAuditEntry,
): Promise<void> {
  await trx
    .insertInto('audit_log')
    .values({
      id: randomUUID(),
      at: clock,
      action,
      source,
      person_id: by?.id ?? null,
      person_name: by?.name ?? null,
      subject_id: subject.id,
      subject_name: subject.name,
      changes: JSON.stringify(changes),
    })
    .execute()
}
