'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { Timestamp } from '@/components/ui/timestamp'
import type { Connection } from '@/lib/shared/api/connection-endpoints'
import { SettingHint } from './setting-hint'
import { useFaultExplanation } from './use-fault-explanation'

const clockTime = (at: string) => () => <Timestamp at={at} format="clock" />
const relativeTime = (at: string) => () => <Timestamp at={at} />

/** The health of the connection, and the setting to check if there is a problem. */
export function Health({ connection }: { connection: Connection }) {
  const t = useTranslations('connection.health')
  const explain = useFaultExplanation()
  const { stop, breaker, lastSuccess, errors, misconfigured } = connection
  const [lastError] = errors
  if (stop) {
    return (
      <Alert tone="bad" title={t('stopped')}>
        <p>{explain(stop.code)}</p>
        {misconfigured ? <SettingHint error={misconfigured} /> : null}
        <p>
          {t.rich('stoppedText', { since: clockTime(stop.since), until: clockTime(stop.until) })}
        </p>
      </Alert>
    )
  }
  if (breaker.open && breaker.until) {
    const { calls, faults, until } = breaker
    return (
      <Alert tone="warn" title={t('paused')}>
        <p>{t.rich('pausedText', { calls, faults, when: clockTime(until) })}</p>
        {lastError ? <p>{explain(lastError.code)}</p> : null}
      </Alert>
    )
  }
  if (lastError && (!lastSuccess || lastError.at > lastSuccess.at)) {
    const lastSuccessText: ReactNode = lastSuccess
      ? t.rich('failingText', { when: relativeTime(lastSuccess.at) })
      : t('failingEver')
    return (
      <Alert tone="warn" title={t('failing')}>
        <p>{explain(lastError.code)}</p>
        <SettingHint error={lastError} />
        <p>{lastSuccessText}</p>
      </Alert>
    )
  }
  if (!lastSuccess) {
    return (
      <Alert tone="info" title={t('never')}>
        <p>{t('neverText')}</p>
      </Alert>
    )
  }
  const { at, ms } = lastSuccess
  return (
    <Alert tone="good" title={t('good')}>
      <p>{t.rich('goodText', { when: relativeTime(at), ms })}</p>
    </Alert>
  )
}
