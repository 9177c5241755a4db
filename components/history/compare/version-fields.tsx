'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { type Ref, useId, useState } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'
import { exactTextProps } from '@/components/ui/fields/exact-text'
import { useRooms } from '@/lib/client/api/room-queries'
import { useDebounced } from '@/lib/client/hooks/use-debounced'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import { toRoomIds } from '@/lib/client/rooms/room-input'
import type { Change } from '@/lib/shared/changes/change'
import { defaultRoomFilters } from '@/lib/shared/metadata/room-filters'
import { type Version, versionQueries } from './version-queries'

const SEARCH_MS = 200
const NOW = 'now'
const controlClass = 'min-h-9 w-full min-w-0 rounded-md border border-control bg-surface px-2'

type Props = {
  label: string
  version: Version
  onChange: (version: Version) => void
  roomField?: Ref<HTMLInputElement>
}

/** One side of a comparison: a room, and the version of it. */
export function VersionFields({ label, version, onChange, roomField }: Props) {
  const t = useTranslations('compare')
  const format = useFormatter()
  const timeZone = useTimeZone()
  const ids = { room: useId(), hint: useId(), rooms: useId(), version: useId() }
  const [typed, setTyped] = useState(version.room)
  const [shownRoom, setShownRoom] = useState(version.room)
  // The sides were swapped.
  if (shownRoom !== version.room) {
    setShownRoom(version.room)
    setTyped(version.room)
  }
  const search = useDebounced(typed.trim(), SEARCH_MS)
  const found = useRooms({ ...defaultRoomFilters, search }, { enabled: search !== '' })
  const room = useQuery(versionQueries.room(version.room))
  const list = useInfiniteQuery(versionQueries.changes(version.room))
  const changes = (list.data?.pages ?? []).flatMap((page) => page.changes).filter(hasVersion)
  const isListed =
    version.changeId === null || changes.some((change) => change.id === version.changeId)

  function chooseRoom(text: string) {
    const [id = ''] = toRoomIds(text)
    if (id !== version.room) onChange({ room: id, changeId: null })
  }

  function nameOf({ at, by }: Change) {
    const time = format.dateTime(new Date(at), {
      dateStyle: 'medium',
      timeStyle: 'medium',
      timeZone,
    })
    return t('after', { time, name: by?.name ?? t('outside') })
  }

  return (
    <fieldset className="min-w-0 space-y-2 rounded-md border border-line p-3 text-sm">
      <legend className="px-1 font-medium">{label}</legend>
      <div className="space-y-0.5">
        <label htmlFor={ids.room} className="block text-muted">
          {t('room')}
        </label>
        <input
          {...exactTextProps}
          ref={roomField}
          id={ids.room}
          list={ids.rooms}
          value={typed}
          autoComplete="off"
          placeholder={t('roomHint')}
          aria-describedby={ids.hint}
          onChange={({ target }) => {
            setTyped(target.value)
            // A suggestion was chosen.
            if (found.rooms.some(({ id }) => id === target.value)) chooseRoom(target.value)
          }}
          onBlur={() => chooseRoom(typed)}
          onKeyDown={({ key }) => {
            if (key === 'Enter') chooseRoom(typed)
          }}
          className={`${controlClass} font-mono`}
        />
        <datalist id={ids.rooms}>
          {found.rooms.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </datalist>
        <p id={ids.hint} className="min-h-5 break-words text-muted">
          {version.room === '' ? (
            t('chooseRoom')
          ) : room.error ? (
            t('unknownRoom')
          ) : (
            <bdi>{room.data?.room.name}</bdi>
          )}
        </p>
      </div>
      <div className="space-y-0.5">
        <label htmlFor={ids.version} className="block text-muted">
          {t('version')}
        </label>
        <select
          id={ids.version}
          value={version.changeId ?? NOW}
          onChange={({ target }) =>
            onChange({ ...version, changeId: target.value === NOW ? null : target.value })
          }
          className={controlClass}
        >
          <option value={NOW}>{t('now')}</option>
          {isListed ? null : <option value={version.changeId ?? ''}>{t('chosen')}</option>}
          {changes.map((change) => (
            <option key={change.id} value={change.id}>
              {nameOf(change)}
            </option>
          ))}
        </select>
        {list.hasNextPage ? (
          <TextButton onClick={() => void list.fetchNextPage()} className="-ms-1">
            {t('earlier')}
          </TextButton>
        ) : null}
      </div>
    </fieldset>
  )
}

/** Whether the room was read back after a change. */
const hasVersion = ({ readAt, outcome }: Change) => readAt !== null && outcome !== 'not-applied'
