'use client'

import { useTranslations } from 'next-intl'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { LIMITS } from '@/lib/shared/metadata/limits'
import type { ImportLine } from './parse-catalogue'

const STATUS_COLORS = {
  new: 'text-good',
  changed: 'text-accent',
  same: 'text-muted',
  deleted: 'text-bad',
  unusable: 'text-bad',
} as const

type Props = { lines: readonly ImportLine[]; deleted: readonly KeyDescription[] }

/** What each item of the file does. Items that cannot be used come first. */
export function ImportPreview({ lines, deleted }: Props) {
  const t = useTranslations('catalogue.importing')
  const isUnusable = ({ status }: ImportLine) => status === 'unusable'
  const rows = [
    ...lines.filter(isUnusable),
    ...deleted.map((description) => ({ status: 'deleted', description }) as const),
    ...lines.filter((line) => !isUnusable(line)),
  ]
  return (
    <div className="max-h-80 overflow-y-auto">
      <table className="w-full text-start text-sm" aria-label={t('preview')}>
        <thead className="text-muted text-xs">
          <tr>
            {(['name', 'status'] as const).map((column) => (
              <th key={column} scope="col" className="px-1.5 py-1 text-start font-normal">
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-line border-y">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may name a key twice
            <tr key={index} className="align-top">
              <td className="wrap-anywhere px-1.5 py-1 font-mono">
                <bdi>{row.status === 'unusable' ? row.name : row.description.name}</bdi>
              </td>
              <td className="px-1.5 py-1">
                <span className={`font-medium ${STATUS_COLORS[row.status]}`}>
                  {t(`status.${row.status}`)}
                </span>
                <Details row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Details({ row }: { row: ImportLine | { status: 'deleted' } }) {
  const t = useTranslations('catalogue')
  if (row.status === 'changed')
    return (
      <p className="text-muted">
        {t('importing.fields', {
          fields: row.fields.map((field) => t(`fields.${field}`)).join(', '),
        })}
      </p>
    )
  if (row.status !== 'unusable') return null
  const { reason, at = '' } = row.problem
  return <p className="text-muted">{t(`reasons.${reason}`, { at, limit: LIMITS.valueBytes })}</p>
}
