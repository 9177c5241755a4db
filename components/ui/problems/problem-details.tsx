'use client'

import { useTranslations } from 'next-intl'
import type { Problem } from '@/lib/shared/api/problem'
import { FactDetails } from '../fact-details'

/** What support asks for, folded away: our code, the engine's code, RequestId and words, and our reference. */
export function Details({ problem }: { problem: Pick<Problem, 'code' | 'details'> }) {
  const t = useTranslations('app')
  const { engine, params, ref } = problem.details
  const facts: [string, string][] = [
    [t('problemCode'), problem.code],
    [t('engineCode'), engine?.code?.toString() ?? t('noCode')],
    [t('requestId'), engine?.requestId ?? t('noCode')],
  ]
  if (params?.info) facts.push([t('engineInfo'), String(params.info)])
  if (ref) facts.push([t('reference'), ref])
  return <FactDetails facts={facts} />
}
