'use client'

import { useTranslations } from 'next-intl'
import { Link } from '@/components/ui/link'
import { Timestamp } from '@/components/ui/timestamp'
import type { DraftRecord } from '@/lib/client/drafts/draft-record'
import { roomPath } from '@/lib/client/paths'
import { parseSlug } from '@/lib/shared/metadata/room-slug'
import { Nothing, Stat } from './stat'
import { StatList } from './stat-list'

type Props = {
  /** Null while they are not known. */
  drafts: readonly DraftRecord[] | null
  /** Names of rooms by slug. */
  names: ReadonlyMap<string, string>
}

/** The rooms in which this person has unsaved changes in this browser. Each line leads to the room. */
export function DraftsStat({ drafts, names }: Props) {
  const t = useTranslations('board.drafts')
  return (
    <Stat label={t('title')} value={drafts?.length ?? '–'}>
      {drafts?.length === 0 ? <Nothing>{t('none')}</Nothing> : null}
      <StatList
        items={drafts ?? []}
        render={({ slug, savedAt }) => (
          <li key={slug} className="flex min-w-0 gap-x-1.5">
            <Link href={roomPath(slug)} prefetch={false} className="truncate">
              <bdi>{names.get(slug) ?? parseSlug(slug) ?? slug}</bdi>
            </Link>
            <span className="shrink-0 text-muted">
              <Timestamp at={savedAt} />
            </span>
          </li>
        )}
      />
    </Stat>
  )
}
