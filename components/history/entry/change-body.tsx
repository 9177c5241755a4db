'use client'

import { useTranslations } from 'next-intl'
import { DiffLine } from '@/components/ui/diff/diff-line'
import { KeyResults } from '@/components/ui/diff/key-results'
import type { Change } from '@/lib/shared/changes/change'
import { toChangeLines } from '@/lib/shared/changes/change-lines'
import { AcknowledgedWarnings } from './acknowledged-warnings'
import { ChangeActions } from './change-actions'
import { ChangeFacts } from './change-facts'

/** The details of a change: diff, result of each key, actions, and details for support. */
export function ChangeBody({ change, canRestore }: { change: Change; canRestore: boolean }) {
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
      <ChangeActions change={change} canRestore={canRestore} />
      <ChangeFacts change={change} />
    </div>
  )
}
