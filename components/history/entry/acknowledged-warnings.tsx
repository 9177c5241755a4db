'use client'

import { useTranslations } from 'next-intl'
import { monoSemibold } from '@/components/ui/rich-text-tags'
import type { Change } from '@/lib/shared/changes/change'

/** The warnings that the author of a change saw and saved despite. */
export function AcknowledgedWarnings({ change }: { change: Pick<Change, 'changes'> }) {
  const t = useTranslations('review.warnings')
  const warnings = change.changes.flatMap(({ key, acknowledged = [] }) =>
    acknowledged.map((warning) => ({ key, warning })),
  )
  if (warnings.length === 0) return null
  return (
    <section className="text-sm">
      <p className="font-medium text-warn">{t('saved', { count: warnings.length })}</p>
      <ul className="list-disc ps-5">
        {warnings.map(({ key, warning }) => (
          <li key={`${key} ${warning}`}>{t.rich(warning, { key, mono: monoSemibold })}</li>
        ))}
      </ul>
    </section>
  )
}
