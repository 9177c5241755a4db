'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { PictureTable } from '@/components/ui/charts/chart-table'
import { useZone } from '@/lib/client/hooks/use-time-zone'
import type { Period } from '@/lib/shared/api/connection-endpoints'

type Column = Exclude<keyof Period, 'from'>

/** A picture's numbers, newest first. */
export function PeriodTable({
  periods,
  columns,
}: {
  periods: readonly Period[]
  columns: readonly Column[]
}) {
  const t = useTranslations('connection.pictures')
  const format = useFormatter()
  const timeZone = useZone()
  const times = columns.includes('median')
  return (
    <PictureTable
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
                {numberOf(period[column])}
              </td>
            ))}
          </tr>
        ))
      }
    />
  )

  function numberOf(value: number | null) {
    if (value === null) return t('nothing')
    return times ? t('milliseconds', { ms: value }) : format.number(value)
  }
}
