import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'

/** Gets the focus when a filter is removed. */
export const FILTERS_ID = 'filters'

/** The form of the filters, which opens on request, and the current filters below it. */
export function FilterPanel({ form, chips }: { form: ReactNode; chips: ReactNode }) {
  const t = useTranslations('lists.filters')
  return (
    <div className="min-w-0 flex-1 basis-80 space-y-2">
      <Card as="details">
        <summary id={FILTERS_ID} className="rounded-md px-3 py-1.5">
          {t('title')}
        </summary>
        <div className="border-line border-t px-3 py-2.5">{form}</div>
      </Card>
      {chips}
    </div>
  )
}
