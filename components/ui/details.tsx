'use client'

import { useTranslations } from 'next-intl'
import type { Problem } from '@/lib/shared/problem'
import { CopyButton } from './copy-button'

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
  if (params?.setting) facts.push([t('setting'), String(params.setting)])
  if (ref) facts.push([t('reference'), ref])
  return (
    <details className="text-sm">
      <summary className="w-fit rounded-sm py-1 pe-2 text-muted">{t('details')}</summary>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-all font-mono">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-2">
        <CopyButton
          wordy
          text={facts.map((fact) => fact.join(': ')).join('\n')}
          label={t('copyDetails')}
        />
      </div>
    </details>
  )
}
