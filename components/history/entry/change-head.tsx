'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Change } from '@/lib/shared/change'
import { slugOf } from '@/lib/shared/room-slug'
import { Moment } from './moment'
import { OutcomeWord } from './outcome-word'

const iso = (chunk: ReactNode) => <bdi>{chunk}</bdi>

/** Who, when, where and what became of it, in a line that wraps. */
export function ChangeHead({ change, withRoom }: { change: Change; withRoom: boolean }) {
  const t = useTranslations('history')
  const { id, at, by, room, source, restores, outcome } = change
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <Moment id={id} at={at} />
      <span className="min-w-0 break-words">
        {by ? iso(by.name) : <span className="text-muted italic">{t('unknownAuthor')}</span>}
      </span>
      {source === 'console' ? null : (
        <span className="rounded-sm bg-sunken px-1.5 text-sm">
          {restores ? (
            <Link href={`/changes/${restores}`} className="underline underline-offset-2">
              {t('sources.restore')}
            </Link>
          ) : (
            t(`sources.${source}`)
          )}
        </span>
      )}
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
        <OutcomeWord outcome={outcome} />
      </span>
    </div>
  )
}
