import 'server-only'
import type { AuditChange } from '@/lib/shared/audit/audit-entry'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { byName } from '@/lib/shared/catalogue/match-key'
import type { NewAuditEntry } from '../audit/append-audit'

/** One entry of the audit log for each key whose description is new, changed or gone. */
export function describeCatalogueChange(
  before: readonly KeyDescription[],
  after: readonly KeyDescription[],
): Omit<NewAuditEntry, 'author'>[] {
  const oldByName = new Map(before.map((description) => [description.name, description]))
  const newByName = new Map(after.map((description) => [description.name, description]))
  const names = new Set([...oldByName.keys(), ...newByName.keys()])
  return [...names]
    .map((name) => ({ name }))
    .sort(byName)
    .flatMap(({ name }) => {
      const from = oldByName.get(name)
      const to = newByName.get(name)
      const changes = diffDescriptions(from, to)
      if (changes.length === 0) return []
      const kind = from ? (to ? 'changed' : 'removed') : 'added'
      return [{ action: `catalogue.${kind}` as const, subject: { id: name, name }, changes }]
    })
}

const FIELDS = [
  'type',
  'description',
  'example',
  'choices',
  'schema',
  'byteLimit',
  'severity',
  'protected',
] as const satisfies (keyof KeyDescription)[]

function diffDescriptions(
  before: KeyDescription | undefined,
  after: KeyDescription | undefined,
): AuditChange[] {
  return FIELDS.flatMap((field) => {
    const from = toText(before?.[field])
    const to = toText(after?.[field])
    return from === to ? [] : [{ field, from, to }]
  })
}

function toText(value: KeyDescription[(typeof FIELDS)[number]]): string | null {
  if (value === undefined || value === '') return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
