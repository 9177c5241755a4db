'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { Timestamp } from '@/components/ui/timestamp'
import { CallErrors } from './call-errors'
import { LatencyChart } from './charts/latency-chart'
import { OutcomeChart } from './charts/outcome-chart'
import { Configuration } from './configuration'
import { connectionQuery } from './connection-queries'
import { Health } from './health'
import { RateLimits } from './rate-limits'
import { TestButton } from './test-button'

/** The connection to the Live service: health, settings, rate limits and the last three hours. */
export function ConnectionView() {
  const t = useTranslations('connection')
  const { data: connection, error } = useSuspenseQuery(connectionQuery)
  const clockTime = () => <Timestamp at={connection.at} format="clock" />
  return (
    <div className="space-y-6">
      <div className="space-y-1">
        <PageTitle>{t('title')}</PageTitle>
        <p className="text-muted text-sm">{t.rich('lead', { when: clockTime })}</p>
      </div>
      {error ? (
        <ProblemAlert
          problem={error}
          title={t.rich('notRefreshed', { when: clockTime })}
          isReadProblem
        />
      ) : null}
      <Health connection={connection} />
      <TestButton />
      <div className="grid gap-6 lg:grid-cols-2">
        <OutcomeChart connection={connection} />
        <LatencyChart connection={connection} />
        <Configuration connection={connection} />
        <RateLimits connection={connection} />
      </div>
      <CallErrors errors={connection.errors} />
    </div>
  )
}
