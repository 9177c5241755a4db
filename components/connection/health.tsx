'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/alert'
import { When } from '@/components/ui/timestamp'
import type { Connection } from '@/lib/shared/api/connection-endpoints'
import { Look } from './look'
import { useWhy } from './use-why'

const clock = (at: string) => () => <When at={at} style="clock" />
const ago = (at: string) => () => <When at={at} />

/** How the connection is, in a sentence, and what to look at where it is not well. */
export function Health({ connection }: { connection: Connection }) {
  const t = useTranslations('connection.health')
  const why = useWhy()
  const { stop, breaker, lastSuccess, errors, misconfigured } = connection
  const [last] = errors
  if (stop) {
    return (
      <Notice tone="bad" title={t('stopped')}>
        <p>{why(stop.code)}</p>
        {misconfigured ? <Look error={misconfigured} /> : null}
        <p>{t.rich('stoppedText', { since: clock(stop.since), until: clock(stop.until) })}</p>
      </Notice>
    )
  }
  if (breaker.open && breaker.until) {
    const { calls, faults, until } = breaker
    return (
      <Notice tone="warn" title={t('paused')}>
        <p>{t.rich('pausedText', { calls, faults, when: clock(until) })}</p>
        {last ? <p>{why(last.code)}</p> : null}
      </Notice>
    )
  }
  if (last && (!lastSuccess || last.at > lastSuccess.at)) {
    const since: ReactNode = lastSuccess
      ? t.rich('failingText', { when: ago(lastSuccess.at) })
      : t('failingEver')
    return (
      <Notice tone="warn" title={t('failing')}>
        <p>{why(last.code)}</p>
        <Look error={last} />
        <p>{since}</p>
      </Notice>
    )
  }
  if (!lastSuccess) {
    return (
      <Notice tone="info" title={t('never')}>
        <p>{t('neverText')}</p>
      </Notice>
    )
  }
  const { at, ms } = lastSuccess
  return (
    <Notice tone="good" title={t('good')}>
      <p>{t.rich('goodText', { when: ago(at), ms })}</p>
    </Notice>
  )
}
