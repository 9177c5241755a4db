'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import type { Connection } from '@/lib/shared/api/connection-endpoints'
import { PageSection } from './page-section'
import { SettingHint } from './setting-hint'

/** The time in a response can be up to a second old when the server is busy. */
const SERVER_TIME_PRECISION_MS = 1_000
/** Signatures are valid for a day, but a clock that differs by this much tends to drift further. */
const WARN_ABOVE_MS = 30_000

/** The configuration without the secret key, and what the calls have shown about it. */
export function Configuration({ connection }: { connection: Connection }) {
  const t = useTranslations('connection.facts')
  const { engine, clock, webhooks, store, timeoutMs, misconfigured, untrustedProxy } = connection
  const region = engine.region ?? (engine.demo ? t('demo') : t('noRegion'))
  const facts: [string, ReactNode][] = [
    [t('region'), region],
    [t('host'), <bdi key="host">{engine.host}</bdi>],
    [t('app'), engine.sdkAppId],
    [t('identifier'), <bdi key="identifier">{engine.identifier}</bdi>],
    [t('key'), engine.keyPresent ? t('keyPresent') : t('keyMissing')],
    [t('timeout'), t('milliseconds', { ms: timeoutMs })],
    [t('clock'), clock ? <ClockComparison key="clock" clock={clock} /> : t('clockUnknown')],
    [t('webhooks'), <WebhookStatus key="webhooks" webhooks={webhooks} />],
    [t('store'), t(`stores.${store}`)],
    ...(untrustedProxy
      ? [[t('proxy'), <ProxyWarning key="proxy" proxy={untrustedProxy} />] as [string, ReactNode]]
      : []),
    [
      t('fault'),
      misconfigured ? <Misconfiguration key="fault" error={misconfigured} /> : t('noFault'),
    ],
  ]
  return (
    <PageSection title={t('title')}>
      <dl className="grid grid-cols-[2fr_3fr] gap-x-4 gap-y-1 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </PageSection>
  )
}

function WebhookStatus({ webhooks: { on, seenAt } }: { webhooks: Connection['webhooks'] }) {
  const t = useTranslations('connection.facts')
  if (!on) return t('webhooksOff')
  if (seenAt === null) return t('webhooksNever')
  return t.rich('webhooksSeen', { when: () => <Timestamp at={seenAt} /> })
}

/** Everyone behind a proxy that is not trusted shares one address, and so the login throttle. */
function ProxyWarning({ proxy }: { proxy: NonNullable<Connection['untrustedProxy']> }) {
  const t = useTranslations('connection.facts')
  const { address, seenAt } = proxy
  return (
    <p className="text-warn">
      {t.rich('proxyUntrusted', { address, iso, when: () => <Timestamp at={seenAt} /> })}
    </p>
  )
}

function Misconfiguration({ error }: { error: NonNullable<Connection['misconfigured']> }) {
  const t = useTranslations('connection.facts')
  const code = error.engine.code ?? t('noCode')
  return (
    <>
      <p>{t.rich('faultAt', { when: () => <Timestamp at={error.at} />, code })}</p>
      <SettingHint error={error} />
    </>
  )
}

/** Compares the clock of the Live service with that of this server, as precisely as is known. */
function ClockComparison({ clock }: { clock: NonNullable<Connection['clock']> }) {
  const t = useTranslations('connection.facts')
  const { aheadMs, withinMs } = clock
  const differenceMs = Math.abs(aheadMs)
  if (differenceMs <= withinMs + SERVER_TIME_PRECISION_MS) {
    return t('clockAgrees', { seconds: Math.ceil((differenceMs + withinMs) / 1_000) })
  }
  const seconds = Math.round(differenceMs / 1_000)
  return (
    <>
      {aheadMs > 0 ? t('clockAhead', { seconds }) : t('clockBehind', { seconds })}
      {differenceMs > WARN_ABOVE_MS ? (
        <p className="font-medium text-warn">{t('clockWarn')}</p>
      ) : null}
    </>
  )
}
