'use client'

import { useTranslations } from 'next-intl'
import { useConnection } from '@/components/connection/connection-queries'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import { When } from '@/components/ui/timestamp'
import type { Connection } from '@/lib/shared/api/connection-endpoints'
import { CallErrors } from './call-errors'
import { Latency } from './charts/latency'
import { Outcomes } from './charts/outcomes'
import { Facts } from './facts'
import { Health } from './health'
import { Limits } from './limits'
import { TestButton } from './test-button'

/** The way to the Live engine: how it is, with what settings and limits, and what the last hours were like. */
export function ConnectionPage({ initial }: { initial: Connection }) {
  const t = useTranslations('connection')
  const { data: connection, error } = useConnection(initial)
  const clock = () => <When at={connection.at} style="clock" />
  return (
    <div className="space-y-6">
      <div className="space-y-1">
        <PageTitle>{t('title')}</PageTitle>
        <p className="text-muted text-sm">{t.rich('lead', { when: clock })}</p>
      </div>
      {error ? (
        <ProblemNotice problem={error} title={t.rich('notRefreshed', { when: clock })} reading />
      ) : null}
      <Health connection={connection} />
      <TestButton />
      <div className="grid gap-6 lg:grid-cols-2">
        <Outcomes connection={connection} />
        <Latency connection={connection} />
        <Facts connection={connection} />
        <Limits connection={connection} />
      </div>
      <CallErrors errors={connection.errors} />
    </div>
  )
}
