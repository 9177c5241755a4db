'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { When } from '@/components/ui/when'
import type { Mark } from '@/lib/shared/history-endpoints'

/** The picture as a table, made when it is asked for: it may have a thousand rows. */
export function MarkTable({ marks }: { marks: readonly Mark[] }) {
  const t = useTranslations('history')
  const [open, setOpen] = useState(false)
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit rounded-sm py-1 pe-2 text-muted">{t('timeline.table')}</summary>
      {open ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <div tabIndex={0} className="max-h-80 overflow-auto">
          <table className="w-full">
            <thead>
              <tr className="text-left text-muted">
                <th scope="col" className="py-1 pe-3 font-normal">
                  {t('timeline.time')}
                </th>
                <th scope="col" className="py-1 pe-3 font-normal">
                  {t('filters.source')}
                </th>
                <th scope="col" className="py-1 font-normal">
                  {t('filters.outcome')}
                </th>
              </tr>
            </thead>
            <tbody>
              {marks.map(({ id, at, source, outcome }) => (
                <tr key={id} className="border-line border-t">
                  <td className="py-1 pe-3">
                    <a href={`/changes/${id}`} className="text-accent underline underline-offset-2">
                      <When at={at} style="exact" />
                    </a>
                  </td>
                  <td className="py-1 pe-3">{t(`sources.${source}`)}</td>
                  <td className="py-1">{t(`outcomes.${outcome}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </details>
  )
}
