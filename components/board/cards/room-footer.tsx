'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Timestamp } from '@/components/ui/timestamp'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { useServerNow } from '@/lib/client/hooks/use-server-now'
import type { BoardRoom } from '@/lib/shared/api/board-endpoints'
import { Avatar } from './avatar'

/** Values that were read longer ago say so: nothing looked at the room since. */
const STALE_MS = 120_000
const MAX_KEYS = 2
const MAX_PEOPLE = 3

/** Who changed the room last, and who has it open. */
export function RoomFooter({ room }: { room: BoardRoom }) {
  const t = useTranslations('board.room')
  const now = useServerNow(30_000).getTime()
  const { metadata, lastChange, people, state } = room
  const isStale =
    state === 'open' && metadata !== null && now - Date.parse(metadata.readAt) > STALE_MS
  return (
    <div className="flex min-h-9 items-center gap-2 border-line border-t px-3.5 py-1.5 text-muted text-xs">
      <p className="min-w-0 flex-1 truncate">
        {lastChange ? <LastChange lastChange={lastChange} /> : t('noChange')}
        {isStale ? (
          <>
            {' · '}
            {t.rich('readAt', { when: () => <Timestamp at={metadata.readAt} /> })}
          </>
        ) : null}
      </p>
      {people.length > 0 ? <People people={people} /> : null}
    </div>
  )
}

function LastChange({ lastChange }: { lastChange: NonNullable<BoardRoom['lastChange']> }) {
  const t = useTranslations('board.room')
  const format = useFormatter()
  const me = useCurrentUser()?.id
  const { by, keys, at } = lastChange
  const who = by === null ? 'external' : by.id === me ? 'me' : 'other'
  const shown = keys.slice(0, MAX_KEYS).map((key) => (
    <bdi key={key} className="font-mono text-ink">
      {key}
    </bdi>
  ))
  const more = keys.length - shown.length
  const list = more > 0 ? [...shown, t('moreKeysChanged', { count: more })] : shown
  return t.rich('lastChange', {
    who,
    name: () => <bdi className="text-ink">{by?.name}</bdi>,
    keys: () => format.list(list),
    when: () => <Timestamp at={at} />,
  })
}

function People({ people }: Pick<BoardRoom, 'people'>) {
  const t = useTranslations('board.room')
  const format = useFormatter()
  const names = format.list(people.map(({ name }) => name))
  const more = people.length - MAX_PEOPLE
  return (
    <p className="flex shrink-0 items-center" title={t('here', { count: people.length, names })}>
      <span className="sr-only">{t('here', { count: people.length, names })}</span>
      {people.slice(0, MAX_PEOPLE).map(({ id, name }) => (
        <Avatar key={id} name={name} />
      ))}
      {more > 0 ? (
        <span aria-hidden className="ms-1">
          +{more}
        </span>
      ) : null}
    </p>
  )
}
