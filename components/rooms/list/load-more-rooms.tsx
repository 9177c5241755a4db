'use client'

import { useTranslations } from 'next-intl'
import { LoadMore } from '@/components/ui/buttons/load-more'
import { Timestamp } from '@/components/ui/timestamp'
import type { RoomListQuery } from '@/lib/client/api/room-queries'
import type { RoomList } from '@/lib/shared/api/contract'

type Props = { list: RoomListQuery; last: RoomList; search: string }

/**
 * Loads more rooms. After the last page it says how many there are and, for a search, how many were
 * searched.
 */
export function LoadMoreRooms({ list, last, search }: Props) {
  const t = useTranslations('roomSearch')
  const count = list.rooms.length
  return (
    <LoadMore list={list} messages="roomSearch" countItems={(page) => page.rooms.length}>
      {search
        ? t.rich('endOfMatches', {
            count,
            indexed: last.indexed,
            when: () => <Timestamp at={last.indexedAt} format="clock" />,
          })
        : t('end', { count })}
    </LoadMore>
  )
}
