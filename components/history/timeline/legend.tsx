'use client'

import { useTranslations } from 'next-intl'
import { outcomeFilters, sourceFilters } from '@/lib/shared/changes/history-filters'
import { outcomeGroup } from '../outcome-group'
import { MarkShape } from './mark-shape'

/** Explains the shapes and fills of the marks. */
export function Legend() {
  const t = useTranslations('history')
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-muted text-xs">
      {sourceFilters.map((source) => (
        <li key={source} className="flex items-center gap-1">
          <MarkShape source={source} outcome="applied" />
          {t(`sources.${source}`)}
        </li>
      ))}
      {outcomeFilters.slice(1).map((outcome) => (
        <li key={outcome} className="flex items-center gap-1">
          <MarkShape source="console" outcome={outcome === 'unsettled' ? 'unknown' : outcome} />
          {t(`outcomes.${outcomeGroup(outcome)}`)}
        </li>
      ))}
    </ul>
  )
}
