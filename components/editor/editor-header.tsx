'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { PageTitle } from '@/components/ui/page-title'
import { When } from '@/components/ui/when'
import type { Link } from '@/lib/client/room-events'
import type { KnownRoom } from '@/lib/client/room-queries'
import { FollowLine } from './follow-line'

/** Which room this is, and as of when it is shown. Facts that the engine did not tell are left out. */
export function EditorHeader({
  room,
  readAt,
  refreshing,
  link,
}: {
  room: KnownRoom
  readAt: string
  refreshing: boolean
  link: Link
}) {
  const t = useTranslations('editor')
  const facts = [
    room.createdAt ? t.rich('liveSince', { when: () => <When at={room.createdAt ?? ''} /> }) : null,
    room.views === undefined ? null : t('views', { count: room.views }),
    room.owner ? t.rich('owner', { name: room.owner, iso: (name) => <bdi>{name}</bdi> }) : null,
  ].filter((fact) => fact !== null)
  return (
    <header className="space-y-0.5">
      <PageTitle>
        <bdi className="break-words">{room.name || room.id}</bdi>
      </PageTitle>
      <div className="flex flex-wrap items-center gap-x-2 text-muted text-sm">
        <span className="flex min-w-0 items-center">
          <bdi className="break-all font-mono">{room.id}</bdi>
          <CopyButton text={room.id} label={t('copyId')} />
        </span>
        {facts.map((fact, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list of facts
          <span key={at}>
            <span aria-hidden>· </span>
            {fact}
          </span>
        ))}
      </div>
      <FollowLine slug={room.slug} readAt={readAt} refreshing={refreshing} link={link} />
    </header>
  )
}
