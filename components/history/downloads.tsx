'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { exportFormats } from '@/lib/shared/api/export-formats'
import { type HistoryQuery, toSearchString } from '@/lib/shared/changes/history-filters'

/** Links that export the list with the current filters. */
export function ExportLinks({ filters }: { filters: HistoryQuery }) {
  const t = useTranslations('history.download')
  const search = toSearchString(filters)
  return (
    <div className="flex flex-wrap gap-2">
      {exportFormats.map((format) => (
        <a
          key={format}
          href={`/api/changes/export?format=${format}${search === '' ? '' : `&${search}`}`}
          download
          title={t(`${format}Hint`)}
          className={buttonClass('secondary')}
        >
          <Download aria-hidden className="size-4" />
          {t(format)}
        </a>
      ))}
    </div>
  )
}
