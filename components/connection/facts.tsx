'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { When } from '@/components/ui/timestamp'
import type { Connection } from '@/lib/shared/api/connection-endpoints'
import { ClockWords } from './clock-words'
import { Look } from './look'
import { Section } from './section'

/** What is configured, without the secret, and what has been learned of it. */
export function Facts({ connection }: { connection: Connection }) {
  const t = useTranslations('connection.facts')
  const { engine, clock, webhooks, store, timeoutMs, misconfigured } = connection
  const region = engine.region ?? (engine.demo ? t('demo') : t('noRegion'))
  const facts: [string, ReactNode][] = [
    [t('region'), region],
    [t('host'), <bdi key="host">{engine.host}</bdi>],
    [t('app'), engine.sdkAppId],
    [t('identifier'), <bdi key="identifier">{engine.identifier}</bdi>],
    [t('key'), engine.keyPresent ? t('keyPresent') : t('keyMissing')],
    [t('timeout'), t('milliseconds', { ms: timeoutMs })],
    [t('clock'), clock ? <ClockWords key="clock" clock={clock} /> : t('clockUnknown')],
    [t('webhooks'), <Webhooks key="webhooks" webhooks={webhooks} />],
    [t('store'), t(`stores.${store}`)],
    [t('fault'), misconfigured ? <Fault key="fault" error={misconfigured} /> : t('noFault')],
  ]
  return (
    <Section title={t('title')}>
      <dl className="grid grid-cols-[2fr_3fr] gap-x-4 gap-y-1 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function Webhooks({ webhooks: { on, seenAt } }: { webhooks: Connection['webhooks'] }) {
  const t = useTranslations('connection.facts')
  if (!on) return t('webhooksOff')
  if (seenAt === null) return t('webhooksNever')
  return t.rich('webhooksSeen', { when: () => <When at={seenAt} /> })
}

function Fault({ error }: { error: NonNullable<Connection['misconfigured']> }) {
  const t = useTranslations('connection.facts')
  const code = error.engine.code ?? t('noCode')
  return (
    <>
      <p>{t.rich('faultAt', { when: () => <When at={error.at} />, code })}</p>
      <Look error={error} />
    </>
  )
}
