'use client'

import { Unplug } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useRoomEvents } from '@/components/editor/live/use-room-events'
import { useWatchers } from '@/lib/client/api/one-room'

const MOST_NAMES = 3

/** Keeps the page fresh, and says so: "following", or why not, and who else is here: other people, not the other windows of whoever sits here. */
export function FollowState({ slug, readAt }: { slug: string; readAt: string }) {
  const t = useTranslations('live')
  const link = useRoomEvents(slug, readAt)
  const watchers = useWatchers(slug, link === 'following')
  const others = watchers?.people.filter(({ id }) => id !== watchers.me) ?? []
  if (link === 'connecting') return null
  return (
    <>
      <span aria-hidden> · </span>
      {link === 'following' ? (
        <span>{t('following')}</span>
      ) : (
        <span className="text-warn">
          <Unplug aria-hidden className="me-1 mb-0.5 inline size-3.5" />
          {t(link)}
        </span>
      )}
      {others.length > 0 ? (
        <>
          <span aria-hidden> · </span>
          <AlsoHere names={others.map(({ name }) => name)} />
        </>
      ) : null}
    </>
  )
}

function AlsoHere({ names }: { names: readonly string[] }) {
  const t = useTranslations('live')
  const format = useFormatter()
  const named = names.slice(0, names.length > MOST_NAMES ? MOST_NAMES - 1 : MOST_NAMES)
  const rest = names.length - named.length
  // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name
  const parts = named.map((name, at) => <bdi key={at}>{name}</bdi>)
  if (rest > 0) parts.push(<span key="rest">{t('more', { count: rest })}</span>)
  return (
    <span title={rest > 0 ? format.list(names) : undefined}>
      {t.rich('alsoHere', { count: names.length, names: () => format.list(parts) })}
    </span>
  )
}
