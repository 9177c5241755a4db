'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DiffLine } from '@/components/ui/diff/diff-line'
import { KeyResults } from '@/components/ui/diff/key-results'
import type { Change } from '@/lib/shared/changes/change'
import { toChangeLines } from '@/lib/shared/changes/change-lines'
import { AcknowledgedWarnings } from './acknowledged-warnings'
import { ChangeFacts } from './change-facts'

// In the same part, because both need the code of diffs.
export { CompareDialog } from '../compare/compare-dialog'

/** The details of a change: diff, result of each key, actions, and details for support. */
export function ChangeBody({ change, actions }: { change: Change; actions: ReactNode }) {
  'use memo'
  const t = useTranslations('history')
  return (
    <div className="space-y-3 pb-1">
      <ul aria-label={t('diff')} className="divide-y divide-line border-line border-y">
        {toChangeLines(change.changes).map((line) => (
          <DiffLine key={line.key} line={line} />
        ))}
      </ul>
      <AcknowledgedWarnings change={change} />
      {change.outcome === 'partial' ? <KeyResults change={change} /> : null}
      {actions}
      <ChangeFacts change={change} />
    </div>
  )
}
