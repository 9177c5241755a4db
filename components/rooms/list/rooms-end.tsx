'use client'

import { useTranslations } from 'next-intl'
import { ListEnd } from '@/components/ui/buttons/load-more'
import { When } from '@/components/ui/timestamp'
import type { Rooms } from '@/lib/client/api/room-queries'
import type { RoomList } from '@/lib/shared/api/contract'

type Props = { list: Rooms; last: RoomList; search: string }

/** More rooms, or the word that there are none: what was listed, and for a search what was looked through. */
export function RoomsEnd({ list, last, search }: Props) {
  const t = useTranslations('finder')
  const count = list.rooms.length
  return (
    <ListEnd list={list} words="finder" countOf={(page) => page.rooms.length}>
      {search
        ? t.rich('endOfMatches', {
            count,
            indexed: last.indexed,
            when: () => <When at={last.indexedAt} style="clock" />,
          })
        : t('end', { count })}
    </ListEnd>
  )
}
