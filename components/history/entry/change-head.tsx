'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Change } from '@/lib/shared/changes/change'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { Moment } from './moment'
import { OutcomeWord } from './outcome-word'

const iso = (chunk: ReactNode) => <bdi>{chunk}</bdi>

type Props = {
  change: Change
  withRoom: boolean
  /** Says the day, too: needed where no heading does. */
  withDay?: boolean
}

/** Who, when, where and what became of it, in a line that wraps. */
export function ChangeHead({ change, withRoom, withDay = false }: Props) {
  const t = useTranslations('history')
  const { id, at, by, room, source, restores } = change
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <Moment id={id} at={at} withDay={withDay} />
      <span className="min-w-0 break-words">
        {by ? iso(by.name) : <span className="text-muted italic">{t('unknownAuthor')}</span>}
      </span>
      {source === 'restore' && restores ? (
        <Link
          href={`/changes/${restores}`}
          className="rounded-sm bg-sunken px-1.5 text-sm underline underline-offset-2"
        >
          {t('sources.restore')}
        </Link>
      ) : null}
      {withRoom ? (
        <Link
          href={`/rooms/${slugOf(room)}/history`}
          aria-label={t('roomHistory', { room })}
          className="min-w-0 break-all rounded-sm font-mono text-accent text-sm underline-offset-2 hover:underline"
        >
          <bdi>{room}</bdi>
        </Link>
      ) : null}
      <span className="ms-auto text-sm">
        <OutcomeWord change={change} />
      </span>
    </div>
  )
}
