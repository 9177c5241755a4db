'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { PageTitle } from '@/components/ui/page-title'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import type { PartialRoom } from '@/lib/client/api/room-detail-queries'
import { HeaderPin } from './header-pin'
import { LiveStatusLine } from './live/live-status-line'

/** Shows the room's name, facts and live status. Leaves out facts that are not known. */
export function EditorHeader({
  room,
  readAt,
  isRefreshing,
}: {
  room: PartialRoom
  readAt: string
  isRefreshing: boolean
}) {
  const t = useTranslations('editor')
  const facts = [
    room.createdAt
      ? t.rich('opened', { when: () => <Timestamp at={room.createdAt ?? ''} /> })
      : null,
    room.views === undefined ? null : t('views', { count: room.views }),
    room.owner ? t.rich('owner', { name: room.owner, iso }) : null,
  ].filter((fact) => fact !== null)
  return (
    <header className="min-w-0">
      <div className="flex items-start gap-2">
        <PageTitle>
          <bdi className="break-words">{room.name || room.id}</bdi>
        </PageTitle>
        <HeaderPin room={room} />
      </div>
      <div className="overflow-x-clip text-muted text-sm">
        <div className="-ms-4 flex flex-wrap items-center">
          <span className="flex min-w-0 items-center ps-4">
            <bdi className="break-all font-mono">{room.id}</bdi>
            {/* The separator follows the icon, not the padding of the button. */}
            <span className="-me-2">
              <CopyButton text={room.id} label={t('copyId')} />
            </span>
          </span>
          {facts.map((fact, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the facts never change their order
            <span key={index} className="relative ps-4">
              {/* At the start of a line the separator is clipped. */}
              <span aria-hidden className="absolute start-1.5">
                ·
              </span>
              <span>{fact}</span>
            </span>
          ))}
        </div>
      </div>
      <LiveStatusLine slug={room.slug} readAt={readAt} isRefreshing={isRefreshing} />
    </header>
  )
}
