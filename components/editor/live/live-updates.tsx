'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useWatchers } from '@/lib/client/api/room-detail-queries'
import type { StreamStatus } from '@/lib/client/events/event-stream'
import { holdHeightsAboveFocus } from '../form/rows/hold-heights'
import { useLiveUpdates } from './use-live-updates'

const MAX_NAMES = 3

export type LiveUpdatesProps = {
  slug: string
  readAt: string
  onStatus: (status: StreamStatus) => void
}

/**
 * Keeps the page up to date without moving the focused row, reports the live status, and shows who
 * else has the room open.
 */
export function LiveUpdates({ slug, readAt, onStatus }: LiveUpdatesProps) {
  const status = useLiveUpdates(slug, readAt)
  useEffect(() => onStatus(status), [status, onStatus])
  useEffect(holdHeightsAboveFocus, [])
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
