'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useZone } from '@/lib/client/zone'
import type { Period } from '@/lib/shared/connection-endpoints'

type Column = Exclude<keyof Period, 'from'>

/** A picture's numbers, newest first; made when it is asked for. */
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
  const [open, setOpen] = useState(false)
  const times = columns.includes('median')
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit rounded-sm py-1 pe-2 text-muted">{t('table')}</summary>
      {open ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <div tabIndex={0} className="max-h-80 overflow-auto">
          <table className="w-full">
            <thead>
              <tr className="text-muted">
                {['from' as const, ...columns].map((column) => (
                  <th key={column} scope="col" className="py-1 pe-3 text-start font-normal">
                    {t(`columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {periods.toReversed().map((period) => (
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
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </details>
  )

  function numberOf(value: number | null) {
    if (value === null) return t('nothing')
    return times ? t('milliseconds', { ms: value }) : format.number(value)
  }
}
