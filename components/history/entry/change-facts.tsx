'use client'

import { useTranslations } from 'next-intl'
import { FactDetails } from '@/components/ui/fact-details'
import { useMoment } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'

/** What support asks for: when exactly, for how long, and what the engine said. */
export function ChangeFacts({ change }: { change: Change }) {
  const t = useTranslations('history.facts')
  const app = useTranslations('app')
  const say = useMoment(change.at)
  const facts: [string, string][] = [
    [t('change'), change.id],
    [t('saved'), `${say('exact')} · ${say('utc')}`],
  ]
  if (change.readAt) facts.push([t('readBack'), change.readAt])
  if (change.durationMs !== null) facts.push([t('took'), t('ms', { ms: change.durationMs })])
  if (change.engine) {
    facts.push([app('engineCode'), change.engine.code?.toString() ?? app('noCode')])
    facts.push([app('requestId'), change.engine.requestId ?? app('noCode')])
  }
  return <FactDetails facts={facts} />
}
