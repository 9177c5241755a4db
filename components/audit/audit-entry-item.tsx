'use client'

import { useTranslations } from 'next-intl'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { parseRole } from '@/lib/shared/access/roles'
import type { AuditChange, AuditEntry } from '@/lib/shared/audit/audit-entry'

/** One entry: when, who, what, to whom, and the old and new values. */
export function AuditEntryItem({ entry }: { entry: AuditEntry }) {
  const t = useTranslations('audit')
  const { at, by, source, action, subject, changes } = entry
  return (
    <li className="grid gap-x-4 px-3 py-(--row) sm:grid-cols-[6rem_minmax(0,12rem)_minmax(0,1fr)]">
      <span className="text-muted text-sm tabular-nums">
        <Timestamp at={at} format="clock" />
      </span>
      <span className="min-w-0 break-words font-medium">
        {by ? iso(by.name) : <span className="italic">{t(`sources.${source}`)}</span>}
      </span>
      <div className="min-w-0 break-words">
        <p>{t.rich('entry', { action: t(`actions.${action}`), subject: subject.name, iso })}</p>
        {changes.length > 0 ? (
          <ul className="text-muted text-sm">
            {changes.map((change) => (
              <li key={change.field}>
                <ChangedField change={change} />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  )
}

function ChangedField({ change: { field, from, to } }: { change: AuditChange }) {
  const t = useTranslations('audit')
  const roleNames = useTranslations('nav.roles')
  const show = (value: string) => {
    const role = field === 'role' ? parseRole(value) : null
    return role ? roleNames(role) : value
  }
  const params = { field: isNamed(field) ? t(`fields.${field}`) : field, iso }
  if (to === null) return t.rich('removed', { ...params, from: show(from ?? '') })
  if (from === null) return t.rich('set', { ...params, to: show(to) })
  return t.rich('changed', { ...params, from: show(from), to: show(to) })
}

const NAMED_FIELDS = [
  'name',
  'role',
  'email',
  'type',
  'description',
  'example',
  'choices',
  'schema',
  'byteLimit',
  'severity',
  'protected',
] as const

const isNamed = (field: string): field is (typeof NAMED_FIELDS)[number] =>
  NAMED_FIELDS.some((name) => name === field)
