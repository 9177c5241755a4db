'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { PageTitle } from '@/components/ui/page-title'
import { useTimeFormatter } from '@/components/ui/timestamp'
import { useChange } from '@/lib/client/api/save-queries'
import { roomHistoryPath, roomPath } from '@/lib/client/paths'
import type { Change } from '@/lib/shared/changes/change'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { ChangeActions } from './entry/change-actions'
import { ChangeBody } from './entry/change-body'
import { ChangeHeader } from './entry/change-header'

/** The page of one change. Refreshes until the change is settled. */
export function ChangeView({
  change: initial,
  roomName,
  canRestore,
}: {
  change: Change
  /** Null if it is not known. */
  roomName: string | null
  canRestore: boolean
}) {
  const t = useTranslations('history')
  const change =
    useChange(initial.settledAt === null ? initial.id : null, 'others').change ?? initial
  const formatTime = useTimeFormatter(change.at)
  const slug = toSlug(change.room)
  return (
    <div className="space-y-4">
      <header className="space-y-1">
        <PageTitle>
          {t.rich('changeTo', {
            room: roomName ?? change.room,
            iso: (room) => <bdi className="break-words">{room}</bdi>,
          })}
        </PageTitle>
        <p className="text-muted text-sm">
          {formatTime('exact')} · {formatTime('utc')}
          {roomName === null ? null : (
            <>
              {' · '}
              <bdi className="break-all font-mono">{change.room}</bdi>
            </>
          )}
        </p>
        <p className="flex flex-wrap gap-x-4 text-sm">
          <Link href={roomPath(slug)}>{t('openRoom')}</Link>
          <Link href={roomHistoryPath(slug)}>
            {t('roomHistory', { room: roomName ?? change.room })}
          </Link>
        </p>
      </header>
      <Card as="article" className="space-y-2 px-3 py-2.5">
        <ChangeHeader change={change} showsRoom={false} />
        {change.note ? (
          <p dir="auto" className="whitespace-pre-wrap break-words">
            “{change.note}”
          </p>
        ) : null}
        <ChangeBody
          change={change}
          actions={<ChangeActions change={change} canRestore={canRestore} />}
        />
      </Card>
    </div>
  )
}
