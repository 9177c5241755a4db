import * as z from 'zod/mini'

/** What can be recorded. The part before the dot names the kind of subject. */
export const auditActions = [
  'person.added',
  'person.renamed',
  'person.role-changed',
  'person.disabled',
  'person.enabled',
  'person.password-reset',
  'person.two-factor-off',
  'person.sessions-ended',
  'person.unlinked',
  'catalogue.added',
  'catalogue.changed',
  'catalogue.removed',
  'preset.added',
  'preset.changed',
  'preset.deleted',
] as const
export type AuditAction = (typeof auditActions)[number]

/** Where an action came from. `startup` is a start of the console with its settings. */
const auditSources = ['console', 'command-line', 'single-sign-on', 'startup'] as const

/** A field before and after; null means that it was, or is, absent. Never a password or a code. */
const auditChangeSchema = z.object({
  field: z.string(),
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
})
export type AuditChange = z.infer<typeof auditChangeSchema>

/**
 * One action of an administrator. `by` is null unless a signed-in person did it; names are those of
 * that moment.
 */
export const auditEntrySchema = z.object({
  id: z.string(),
  at: z.string(),
  action: z.enum(auditActions),
  source: z.enum(auditSources),
  by: z.nullable(z.object({ id: z.string(), name: z.string() })),
  subject: z.object({ id: z.string(), name: z.string() }),
  changes: z.array(auditChangeSchema),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>
export type AuditAuthor = Pick<AuditEntry, 'source' | 'by'>
