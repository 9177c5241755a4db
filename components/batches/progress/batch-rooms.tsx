'use client'

import { CircleCheck, CircleDashed, CircleHelp, CircleX, LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { changePath, roomPath } from '@/lib/client/paths'
import type { Batch, BatchRoom } from '@/lib/shared/batches/batch'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { useReason } from '../use-reason'

const LOOKS = {
  waiting: { icon: CircleDashed, ink: 'text-muted' },
  saving: { icon: LoaderCircle, ink: 'text-accent' },
  unknown: { icon: CircleHelp, ink: 'text-warn' },
  applied: { icon: CircleCheck, ink: 'text-good' },
  partial: { icon: CircleHelp, ink: 'text-warn' },
  'not-applied': { icon: CircleX, ink: 'text-bad' },
} as const

/** The outcome of each room, in the order in which they are saved. */
export function BatchRooms({ batch }: { batch: Batch }) {
  const t = useTranslations('batches')
  return (
    <Card as="ul" aria-label={t('rooms')} className="divide-y divide-line">
      {batch.rooms.map((room) => (
        <RoomOutcome key={room.room} room={room} isStopped={batch.state === 'stopped'} />
      ))}
    </Card>
  )
}

function RoomOutcome({ room, isStopped }: { room: BatchRoom; isStopped: boolean }) {
  const t = useTranslations()
  const reason = useReason()
  const { state, problem, changeId, name } = room
  const { icon: Icon, ink } = LOOKS[state]
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-baseline gap-x-2 px-3 py-(--row)">
      <Icon aria-hidden className={`size-4 self-center ${ink}`} />
      <p className="min-w-0">
        <Link href={roomPath(toSlug(room.room))} prefetch={false}>
          <bdi className="break-words">{name ?? room.room}</bdi>
        </Link>{' '}
        {name ? <bdi className="break-all font-mono text-muted text-sm">{room.room}</bdi> : null}
      </p>
      <p className={`text-end text-sm ${ink}`}>
        {state === 'waiting' && isStopped ? t('batches.notTried') : t(`batches.room.${state}`)}
        {changeId && state !== 'saving' ? (
          <>
            {' '}
            <Link href={changePath(changeId)} prefetch={false}>
              {t('batches.change')}
              <span className="sr-only"> {name ?? room.room}</span>
            </Link>
          </>
        ) : null}
      </p>
      {problem ? (
        <p className="col-span-2 col-start-2 text-muted text-sm">
          {reason(problem.code, problem.params)}
        </p>
      ) : null}
    </li>
  )
}
