'use client'

import { Braces } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { VisibleText } from '@/components/ui/visible-text'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import { formatEntries } from '@/lib/shared/metadata/format-entries'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { useEditor } from '../../editor-context'
import { JsonHint } from '../fields/json-hint'
import { RowStatusLabel } from './row-status-label'

/** A row as text for people who may only view the room, in the layout of the editable row. */
export function ReadOnlyRow({ index }: { index: number }) {
  const t = useTranslations('editor')
  const { control } = useEditor()
  const row = useWatch({ control, name: `rows.${index}` })
  if (!row) return null
  const { key, value } = row
  return (
    <div className="grid gap-x-3 pb-1.5 sm:grid-cols-[minmax(9rem,15rem)_minmax(0,1fr)_auto]">
      <dl className="contents">
        <ReadOnlyField label={t('key')} bytes={utf8Bytes(key)} limit={LIMITS.keyBytes}>
          <VisibleText text={key} />
        </ReadOnlyField>
        <ReadOnlyField
          id={`rows.${index}.value`}
          label={t('value')}
          bytes={utf8Bytes(value)}
          limit={LIMITS.valueBytes}
          aside={<RowStatusLabel index={index} />}
          hint={<JsonHint text={value} />}
        >
          {value === '' ? (
            <span className="text-muted italic">{t('emptyText')}</span>
          ) : (
            <VisibleText text={value} />
          )}
        </ReadOnlyField>
      </dl>
      <div className="absolute -top-1 end-0 flex sm:static sm:mt-5">
        <CopyButton text={value} label={t('copyValue', { key })} />
        <CopyButton icon={Braces} text={formatEntries([row])} label={t('copyRow', { key })} />
      </div>
    </div>
  )
}

type ReadOnlyFieldProps = {
  /** The target of links in the byte bar. */
  id?: string
  label: string
  bytes: number
  limit: number
  aside?: ReactNode
  hint?: ReactNode
  children: ReactNode
}

function ReadOnlyField({ id, label, bytes, limit, aside, hint, children }: ReadOnlyFieldProps) {
  const t = useTranslations('editor.counter')
  return (
    <div className="min-w-0">
      <dt className="flex min-h-6 flex-wrap items-end gap-x-2 pb-0.5 text-muted text-xs">
        {label}
        <span className="ms-auto">{aside}</span>
      </dt>
      <dd id={id} tabIndex={id ? -1 : undefined} className="max-h-64 overflow-y-auto">
        {children}
        <p className="flex flex-wrap gap-x-2 pt-0.5 text-muted text-xs">
          <span>{t('used', { bytes, limit })}</span>
          {hint}
        </p>
      </dd>
    </div>
  )
}
