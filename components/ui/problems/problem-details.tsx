'use client'

import { useTranslations } from 'next-intl'
import type { Problem } from '@/lib/shared/api/problem'
import { FactDetails } from '../fact-details'

/**
 * Details of a problem for support: our error code, the code and RequestId of the Live
 * service, and the reference in our log.
 */
export function ProblemDetails({ problem }: { problem: Pick<Problem, 'code' | 'details'> }) {
  const t = useTranslations('problemDetails')
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
