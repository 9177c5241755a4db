'use client'

import { useTranslations } from 'next-intl'
import { ChartTable } from '@/components/ui/charts/chart-table'
import { textLinkClass } from '@/components/ui/link'
import { Timestamp } from '@/components/ui/timestamp'
import { changePath } from '@/lib/client/paths'
import type { Mark } from '@/lib/shared/api/history-endpoints'
import { outcomeGroup } from '../outcome-group'

/** The marks of the timeline as a table, each with a link to its change. */
export function MarkTable({ marks }: { marks: readonly Mark[] }) {
  const t = useTranslations('history')
  return (
    <ChartTable
      summary={t('timeline.table')}
      columns={[t('timeline.time'), t('filters.source'), t('filters.outcome')]}
      rows={() =>
        marks.map(({ id, at, source, outcome }) => (
          <tr key={id} className="border-line border-t">
            <td className="py-1 pe-3">
              <a href={changePath(id)} className={textLinkClass}>
                <Timestamp at={at} format="exact" />
              </a>
            </td>
            <td className="py-1 pe-3">{t(`sources.${source}`)}</td>
            <td className="py-1 pe-3">{t(`outcomes.${outcomeGroup(outcome)}`)}</td>
          </tr>
        ))
      }
    />
  )
}
