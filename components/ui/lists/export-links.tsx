'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { type ExportFormat, exportFormats } from '@/lib/shared/api/export-formats'

type Props = {
  /** Of the endpoint that exports the list. */
  path: string
  /** The current filters as a query string. */
  search: string
  hints: Record<ExportFormat, string>
}

/** Links that export a list with the current filters. */
export function ExportLinks({ path, search, hints }: Props) {
  const t = useTranslations('lists.download')
  return (
    <div className="flex flex-wrap gap-2">
      {exportFormats.map((format) => (
        <a
          key={format}
          href={`${path}?format=${format}${search === '' ? '' : `&${search}`}`}
          download
          title={hints[format]}
          className={buttonClass('secondary')}
        >
          <Download aria-hidden className="size-4" />
          {t(format)}
        </a>
      ))}
    </div>
  )
}
