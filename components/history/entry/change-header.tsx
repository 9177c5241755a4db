'use client'

import { useTranslations } from 'next-intl'
import { Link } from '@/components/ui/link'
import { iso } from '@/components/ui/rich-text-tags'
import { usePermission } from '@/lib/client/hooks/current-user'
import { batchPath, changePath, presetPath, roomHistoryPath } from '@/lib/client/paths'
import type { Change } from '@/lib/shared/changes/change'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import type { UsedPreset } from '@/lib/shared/presets/preset'
import { ChangeOutcome } from './change-outcome'
import { ChangeTime } from './change-time'

const TAG_CLASS = 'rounded-sm bg-sunken px-1.5 text-sm underline underline-offset-2'

type Props = {
  change: Change
  showsRoom: boolean
  /** The name of the room, if it is known. */
  roomName?: string
  /** Shows the day. Needed outside of the list by day. */
  showsDay?: boolean
}

/** The time, person, room and outcome of a change. */
export function ChangeHeader({ change, showsRoom, roomName, showsDay = false }: Props) {
  const t = useTranslations('history')
  const { id, at, by, room, source, restores, claimedBy, batch, preset } = change
  const canReadBatches = usePermission('batches.read')
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <ChangeTime id={id} at={at} withDay={showsDay} />
      <span className="min-w-0 break-words">
        {by ? iso(by.name) : <span className="text-muted italic">{t('unknownAuthor')}</span>}
      </span>
      {claimedBy ? (
        <span className="min-w-0 break-words text-muted text-sm">
          {t.rich('claimedBy', { accounts: claimedBy.join(', '), iso })}
        </span>
      ) : null}
      {source === 'restore' && restores ? (
        <Link href={changePath(restores)} variant="plain" className={TAG_CLASS}>
          {t('sources.restore')}
        </Link>
      ) : null}
      {batch && canReadBatches ? (
        <Link href={batchPath(batch)} variant="plain" className={TAG_CLASS} prefetch={false}>
          {t('batch')}
        </Link>
      ) : null}
      {preset ? (
        <span className="min-w-0 break-words text-muted text-sm">
          <PresetLink preset={preset} />
        </span>
      ) : null}
      {showsRoom ? (
        <Link
          href={roomHistoryPath(toSlug(room))}
          variant="plain"
          aria-label={t('roomHistory', { room: roomName ?? room })}
          title={room}
          className={`min-w-0 rounded-sm text-accent text-sm underline-offset-2 hover:underline ${roomName === undefined ? 'break-all font-mono' : 'break-words'}`}
        >
          <bdi>{roomName ?? room}</bdi>
        </Link>
      ) : null}
      <span className="ms-auto text-sm">
        <ChangeOutcome change={change} />
      </span>
    </div>
  )
}

/** Not a link once the preset is deleted. */
function PresetLink({ preset: { id, name } }: { preset: UsedPreset }) {
  const t = useTranslations('history')
  if (name === null) return t.rich('preset', { name: t('deletedPreset'), iso })
  return (
    <Link
      href={presetPath(id)}
      variant="plain"
      className="underline underline-offset-2"
      prefetch={false}
    >
      {t.rich('preset', { name, iso })}
    </Link>
  )
}
