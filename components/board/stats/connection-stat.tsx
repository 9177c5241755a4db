'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Link } from '@/components/ui/link'
import type { StreamStatus } from '@/lib/client/events/event-stream'
import { usePermission } from '@/lib/client/hooks/current-user'
import type { Board } from '@/lib/shared/api/board-endpoints'
import { Stat } from './stat'

type Props = {
  status: StreamStatus
  /** Null while it is not known. */
  service: Board['service'] | null
}

/** The connections of this page and of the Live service, in words. */
export function ConnectionStat({ status, service }: Props) {
  const t = useTranslations('board.connection')
  const format = useFormatter()
  const canReadConnection = usePermission('connection.read')
  const state = service?.state ?? 'unused'
  const fault = state === 'working' || state === 'unused' ? null : state
  const headline = fault ?? status
  const isLive = headline === 'live'
  const isBad = fault !== null || status === 'reconnecting' || status === 'refused'
  return (
    <Stat
      label={t('title')}
      isWarning={isBad}
      value={
        <span className={`flex min-h-8 items-center gap-2 ${isLive ? '' : 'text-base leading-6'}`}>
          <span
            aria-hidden
            className={`size-2 shrink-0 rounded-full forced-color-adjust-none ${isBad ? 'bg-warn' : isLive ? 'bg-good' : 'bg-control'}`}
          />
          {t(`states.${headline}`)}
        </span>
      }
    >
      <p className="text-muted">
        {service?.ms != null
          ? t('answers', { ms: format.number(service.ms, { maximumFractionDigits: 0 }) })
          : t('noCalls')}
        {' · '}
        {service ? t(service.hasWebhooks ? 'webhooksOn' : 'webhooksOff') : null}
      </p>
      {canReadConnection ? (
        <Link href="/connection" prefetch={false}>
          {t('details')}
        </Link>
      ) : null}
    </Stat>
  )
}
