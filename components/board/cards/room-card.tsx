'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { DraftTag } from '@/components/ui/rooms/draft-tag'
import { PinButton } from '@/components/ui/rooms/pin-button'
import { changePath, roomPath } from '@/lib/client/paths'
import type { Change } from '@/lib/shared/changes/change'
import { getShownOutcome } from '@/lib/shared/changes/shown-outcome'
import { LIMITS } from '@/lib/shared/metadata/limits'
import type { ShownRoom } from '../use-board'
import { EntryLines } from './entry-lines'
import { RoomFooter } from './room-footer'

type Props = {
  room: ShownRoom
  hasDraft: boolean
  /** A change of this room that needs attention. */
  openChange: Change | null
}

/** A pinned room. The whole card is a link to its editor. */
export function RoomCard({ room, hasDraft, openChange }: Props) {
  const t = useTranslations('board')
  const { id, slug, name, board } = room
  const count = board?.metadata?.entries.length
  return (
    <Card
      as="li"
      className={`relative flex min-h-44 min-w-0 flex-col hover:border-control ${openChange ? 'border-warn' : ''}`}
    >
      <div className="flex items-start gap-2 px-3.5 pt-3">
        <div className="min-w-0 flex-1">
          <h3 className="truncate font-semibold">
            <Link
              href={roomPath(slug)}
              variant="plain"
              prefetch={false}
              className="rounded-md after:absolute after:inset-0"
            >
              <bdi>{name || id}</bdi>
            </Link>
          </h3>
          <p className="truncate font-mono text-muted text-xs">
            <bdi>{id}</bdi>
          </p>
        </div>
        <div className="-me-2 -mt-0.5 flex shrink-0 items-center gap-1.5">
          {openChange ? (
            <Link
              href={changePath(openChange.id)}
              variant="plain"
              prefetch={false}
              className="relative z-10 rounded-full bg-warn-soft px-2 font-medium text-warn text-xs leading-5 hover:underline"
            >
              {t(`outcomes.${getShownOutcome(openChange)}`)}
            </Link>
          ) : null}
          {hasDraft ? <DraftTag /> : null}
          {count === undefined ? null : (
            <span
              title={t('keys', { amount: count, limit: LIMITS.keys })}
              className="rounded-full bg-sunken px-2 text-muted text-xs leading-5"
            >
              <span aria-hidden>
                {count}/{LIMITS.keys}
              </span>
              <span className="sr-only">{t('keys', { amount: count, limit: LIMITS.keys })}</span>
            </span>
          )}
          <PinButton room={{ id, slug, name }} />
        </div>
      </div>
      <div className="flex-1 px-3.5 pt-2 pb-2.5">{board ? <EntryLines room={board} /> : null}</div>
      {board ? <RoomFooter room={board} /> : null}
    </Card>
  )
}
