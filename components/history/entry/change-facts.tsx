'use client'

import { useTranslations } from 'next-intl'
import { FactDetails } from '@/components/ui/fact-details'
import { useTimeFormatter } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'

/** Details for support: exact times, duration, and the error of the Live service. */
export function ChangeFacts({ change }: { change: Change }) {
  const t = useTranslations('history.facts')
  const tDetails = useTranslations('problemDetails')
  const formatStarted = useTimeFormatter(change.at)
  const formatConfirmed = useTimeFormatter(change.readAt ?? change.at)
  const facts: [string, string][] = [
    [t('change'), change.id],
    [t('started'), `${formatStarted('exact')} · ${formatStarted('utc')}`],
  ]
  if (change.readAt) {
    facts.push([t('confirmed'), `${formatConfirmed('exact')} · ${formatConfirmed('utc')}`])
  }
  if (change.durationMs !== null) facts.push([t('duration'), t('ms', { ms: change.durationMs })])
  if (change.engine) {
    facts.push([tDetails('engineCode'), change.engine.code?.toString() ?? tDetails('noCode')])
    facts.push([tDetails('requestId'), change.engine.requestId ?? tDetails('noCode')])
  }
  return <FactDetails facts={facts} />
}
