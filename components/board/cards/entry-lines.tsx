'use client'

import { useTranslations } from 'next-intl'
import { Fragment, useState } from 'react'
import type { BoardRoom } from '@/lib/shared/api/board-endpoints'

const MAX_SHOWN = 6

/**
 * The values of a room, in its own order, so that each keeps its place. A value that changes while
 * the board is open glows for a second.
 */
export function EntryLines({ room }: { room: BoardRoom }) {
  const t = useTranslations('board.room')
  const { state, metadata, lastChange } = room
  const [firstChangeId] = useState(lastChange?.id)
  if (state === 'ended') return <p className="text-muted text-sm">{t('ended')}</p>
  if (!metadata) {
    return <p className="text-muted text-sm">{t(state === 'unknown' ? 'unknown' : 'notRead')}</p>
  }
  const { entries } = metadata
  if (entries.length === 0) return <p className="text-muted text-sm">{t('noEntries')}</p>
  const hidden = entries.length - MAX_SHOWN
  const newKeys = lastChange && lastChange.id !== firstChangeId ? lastChange.keys : []
  return (
    <>
      <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-3 font-mono text-xs leading-5">
        {entries.slice(0, hidden > 1 ? MAX_SHOWN : entries.length).map(({ key, value }) => {
          const isNew = newKeys.includes(key)
          return (
            // A new element for each change, because only that starts the animation again.
            <Fragment key={isNew ? `${key}\n${lastChange?.id}` : key}>
              <dt className="truncate text-muted" title={key}>
                <bdi>{key}</bdi>
              </dt>
              <dd
                className={`truncate ${isNew ? 'animate-saved rounded-sm' : ''}`}
                dir="auto"
                title={value}
              >
                {value === '' ? (
                  <span className="font-sans text-muted italic">{t('empty')}</span>
                ) : (
                  <bdi>{value.replace(/\s+/g, ' ')}</bdi>
                )}
              </dd>
            </Fragment>
          )
        })}
      </dl>
      {hidden > 1 ? (
        <p className="pt-0.5 text-muted text-xs">{t('moreKeys', { count: hidden })}</p>
      ) : null}
    </>
  )
}
