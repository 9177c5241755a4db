'use client'

import { Unplug } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Timestamp } from '@/components/ui/timestamp'
import { useWatchers } from '@/lib/client/api/room-queries'
import { runWhenIdle } from '@/lib/client/browser/idle'
import type { StreamStatus } from './room-event-stream'
import { useLiveUpdates } from './use-live-updates'

const MAX_NAMES = 3

type Props = { slug: string; readAt: string; isRefreshing: boolean }

/**
 * Shows the live status and when the room was read. Live updates start once the page is idle, so
 * that they do not delay the first input; until then the page shows what it just read.
 */
export function LiveStatusLine({ slug, readAt, isRefreshing }: Props) {
  const t = useTranslations('editor')
  const [isIdle, setIsIdle] = useState(false)
  const [status, setStatus] = useState<StreamStatus>('connecting')
  useEffect(() => runWhenIdle(() => setIsIdle(true)), [])
  return (
    <p className="text-muted text-sm first-letter:uppercase" aria-busy={isRefreshing}>
      {status === 'connecting' ? null : <StatusLabel status={status} />}
      {t.rich('updated', { when: () => <Timestamp at={readAt} format="clock" /> })}
      {isIdle ? <LiveUpdates slug={slug} readAt={readAt} onStatus={setStatus} /> : null}
    </p>
  )
}

function StatusLabel({ status }: { status: Exclude<StreamStatus, 'connecting'> }) {
  const t = useTranslations('live')
  return (
    <>
      {status === 'live' ? (
        <span>{t('live')}</span>
      ) : (
        <span className="text-warn">
          <Unplug aria-hidden className="me-1 mb-0.5 inline size-3.5" />
          {t(status)}
        </span>
      )}
      <span aria-hidden> · </span>
    </>
  )
}

type LiveUpdatesProps = { slug: string; readAt: string; onStatus: (status: StreamStatus) => void }

/** Keeps the page up to date, reports the live status, and shows who else has the room open. */
function LiveUpdates({ slug, readAt, onStatus }: LiveUpdatesProps) {
  const status = useLiveUpdates(slug, readAt)
  useEffect(() => onStatus(status), [status, onStatus])
  const watchers = useWatchers(slug, status === 'live')
  // Other people only, not other windows of the current user.
  const others = watchers?.people.filter(({ id }) => id !== watchers.me) ?? []
  if (status === 'connecting' || others.length === 0) return null
  return (
    <>
      <span aria-hidden> · </span>
      <OtherWatchers names={others.map(({ name }) => name)} />
    </>
  )
}

function OtherWatchers({ names }: { names: readonly string[] }) {
  const t = useTranslations('live')
  const format = useFormatter()
  const shownNames = names.slice(0, names.length > MAX_NAMES ? MAX_NAMES - 1 : MAX_NAMES)
  const moreCount = names.length - shownNames.length
  // biome-ignore lint/suspicious/noArrayIndexKey: two people may have the same name
  const parts = shownNames.map((name, index) => <bdi key={index}>{name}</bdi>)
  if (moreCount > 0) parts.push(<span key="more">{t('more', { count: moreCount })}</span>)
  return (
    <span title={moreCount > 0 ? format.list(names) : undefined}>
      {t.rich('alsoHere', { count: names.length, names: () => format.list(parts) })}
    </span>
  )
}
