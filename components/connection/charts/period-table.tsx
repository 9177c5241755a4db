'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { ChartTable } from '@/components/ui/charts/chart-table'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import type { Period } from '@/lib/shared/api/connection-endpoints'

type Column = Exclude<keyof Period, 'from'>

/** The numbers of a chart, newest first. */
export function PeriodTable({
  periods,
  columns,
}: {
  periods: readonly Period[]
  columns: readonly Column[]
}) {
  const t = useTranslations('connection.charts')
  const format = useFormatter()
  const timeZone = useTimeZone()
  const showsDurations = columns.includes('median')
  return (
    <ChartTable
      summary={t('table')}
      columns={['from' as const, ...columns].map((column) => t(`columns.${column}`))}
      rows={() =>
        periods.toReversed().map((period) => (
          <tr key={period.from} className="border-line border-t">
            <th scope="row" className="py-1 pe-3 text-start font-normal">
              {format.dateTime(new Date(period.from), { timeStyle: 'short', timeZone })}
            </th>
            {columns.map((column) => (
              <td key={column} className="py-1 pe-3">
                {formatValue(period[column])}
              </td>
            ))}
          </tr>
        ))
      }
    />
  )

  function formatValue(value: number | null) {
    if (value === null) return t('nothing')
    return showsDurations ? t('milliseconds', { ms: value }) : format.number(value)
  }
}
