'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { PageTitle } from '@/components/ui/page-title'
import { useMoment } from '@/components/ui/timestamp'
import { useChange } from '@/lib/client/api/save-queries'
import type { Change } from '@/lib/shared/changes/change'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { ChangeBody } from './entry/change-body'
import { ChangeHead } from './entry/change-head'

/** One change by its link, unfolded; followed to its end while it is not settled. */
export function OneChange({ change: given, mayRestore }: { change: Change; mayRestore: boolean }) {
  const t = useTranslations('history')
  const change = useChange(given.settledAt === null ? given.id : null, 'others') ?? given
  const say = useMoment(change.at)
  const slug = slugOf(change.room)
  const link = 'text-accent underline underline-offset-2'
  return (
    <div className="space-y-4">
      <header className="space-y-1">
        <PageTitle>
          {t.rich('one', {
            room: change.room,
            iso: (room) => <bdi className="break-all">{room}</bdi>,
          })}
        </PageTitle>
        <p className="text-muted text-sm">
          {say('exact')} · {say('utc')}
        </p>
        <p className="flex flex-wrap gap-x-4 text-sm">
          <Link href={`/rooms/${slug}`} className={link}>
            {t('openRoom')}
          </Link>
          <Link href={`/rooms/${slug}/history`} className={link}>
            {t('roomHistory', { room: change.room })}
          </Link>
        </p>
      </header>
      <article className="space-y-2 rounded-md border border-line bg-surface px-3 py-2.5">
        <ChangeHead change={change} withRoom={false} />
        {change.note ? (
          <p dir="auto" className="whitespace-pre-wrap break-words">
            “{change.note}”
          </p>
        ) : null}
        <ChangeBody change={change} mayRestore={mayRestore} />
      </article>
    </div>
  )
}
