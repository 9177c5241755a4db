'use client'

import { Check, CircleHelp, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { monoSemibold } from '@/components/ui/rich-text-tags'
import type { Change, KeyResult } from '@/lib/shared/changes/change'

const ICONS = { applied: Check, 'not-applied': X, unclear: CircleHelp } as const
const INKS = { applied: 'text-good', 'not-applied': 'text-bad', unclear: 'text-warn' } as const

/** The result of each key of a change. */
export function KeyResults({
  change,
}: {
  change: Pick<Change, 'changes' | 'results' | 'conflicts'>
}) {
  const t = useTranslations('outcome')
  const deleted = new Set(change.changes.filter(({ to }) => to === null).map(({ key }) => key))
  const changedByOthers = new Set(change.conflicts?.map(({ key }) => key))
  return (
    <ul className="space-y-0.5">
      {change.results.map(({ key, result }) => (
        <ResultLine key={key} result={result}>
          {t.rich(`results.${messageKey(result, deleted.has(key))}`, {
            key,
            mono: monoSemibold,
          })}
          {changedByOthers.has(key) ? ` ${t('results.changedMeanwhile')}` : null}
        </ResultLine>
      ))}
    </ul>
  )
}

function ResultLine({ result, children }: { result: KeyResult['result']; children: ReactNode }) {
  const Icon = ICONS[result]
  return (
    <li className="flex items-start gap-1.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${INKS[result]}`} />
      <span className="min-w-0">{children}</span>
    </li>
  )
}

function messageKey(result: KeyResult['result'], deletes: boolean) {
  if (result === 'unclear') return 'unclear'
  if (result === 'applied') return deletes ? 'deleted' : 'saved'
  return deletes ? 'notDeleted' : 'notSaved'
}
