'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { PageTitle } from '@/components/ui/page-title'
import { When } from '@/components/ui/timestamp'
import type { KnownRoom } from '@/lib/client/api/one-room'
import { FollowLine } from './live/follow-line'

/** Which room this is, and as of when it is shown. Facts that the engine did not tell are left out. */
export function EditorHeader({
  room,
  readAt,
  refreshing,
}: {
  room: KnownRoom
  readAt: string
  refreshing: boolean
}) {
  const t = useTranslations('editor')
  const facts = [
    room.createdAt ? t.rich('liveSince', { when: () => <When at={room.createdAt ?? ''} /> }) : null,
    room.views === undefined ? null : t('views', { count: room.views }),
    room.owner ? t.rich('owner', { name: room.owner, iso: (name) => <bdi>{name}</bdi> }) : null,
  ].filter((fact) => fact !== null)
  return (
    <header className="space-y-0.5">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <PageTitle>
            <bdi className="break-words">{room.name || room.id}</bdi>
          </PageTitle>
        </div>
        <Link href={`/rooms/${room.slug}/history`} className={buttonClass('secondary', 'small')}>
          {t('history')}
        </Link>
      </div>
      <div className="overflow-x-clip text-muted text-sm">
        <div className="-ms-4 flex flex-wrap items-center">
          <span className="flex min-w-0 items-center ps-4">
            <bdi className="break-all font-mono">{room.id}</bdi>
            <CopyButton text={room.id} label={t('copyId')} />
          </span>
          {facts.map((fact, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list of facts
            <span key={at} className="relative ps-4">
              {/* At the start of a line it lies outside of what is shown. */}
              <span aria-hidden className="absolute start-1.5">
                ·
              </span>
              {fact}
            </span>
          ))}
        </div>
      </div>
      <FollowLine slug={room.slug} readAt={readAt} refreshing={refreshing} />
    </header>
  )
}
