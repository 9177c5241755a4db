'use client'

import { useTranslations } from 'next-intl'
import { PictureTable } from '@/components/ui/charts/chart-table'
import { When } from '@/components/ui/timestamp'
import type { Mark } from '@/lib/shared/api/history-endpoints'

/** The timeline's marks, each with the way to its change. */
export function MarkTable({ marks }: { marks: readonly Mark[] }) {
  const t = useTranslations('history')
  return (
    <PictureTable
      summary={t('timeline.table')}
      columns={[t('timeline.time'), t('filters.source'), t('filters.outcome')]}
      rows={() =>
        marks.map(({ id, at, source, outcome }) => (
          <tr key={id} className="border-line border-t">
            <td className="py-1 pe-3">
              <a href={`/changes/${id}`} className="text-accent underline underline-offset-2">
                <When at={at} style="exact" />
              </a>
            </td>
            <td className="py-1 pe-3">{t(`sources.${source}`)}</td>
            <td className="py-1 pe-3">{t(`outcomes.${outcome}`)}</td>
          </tr>
        ))
      }
    />
  )
}
