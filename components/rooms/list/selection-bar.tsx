'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { Link } from '@/components/ui/link'
import type { RoomListQuery } from '@/lib/client/api/room-queries'
import { announce } from '@/lib/client/browser/announce'
import { useRoomSelection } from '@/lib/client/rooms/room-selection'
import { MAX_BATCH_ROOMS } from '@/lib/shared/batches/limits'

/** What one can do with the selected rooms. It lies over the list, so that no row moves. */
export function SelectionBar({ list }: { list: RoomListQuery }) {
  const t = useTranslations('roomSearch')
  const { rooms: selected, isFull, add, clear } = useRoomSelection()
  const [isAdding, setIsAdding] = useState(false)
  const { rooms, last, fetchNextPage } = list
  if (selected.length === 0) return null
  const total = last?.isTotalExact ? last.total : null
  const canAddAll = total !== null && total <= MAX_BATCH_ROOMS && !isFull

  /** Loads the pages of the search that are missing: a person selects what they have not seen yet. */
  async function addAll() {
    setIsAdding(true)
    let found = rooms
    for (let hasMore = last?.next !== null; hasMore && found.length < MAX_BATCH_ROOMS; ) {
      const { data, isError } = await fetchNextPage()
      const pages = data?.pages ?? []
      if (isError || pages.length === 0) break
      found = pages.flatMap((page) => page.rooms)
      hasMore = pages.at(-1)?.next !== null
    }
    add([...new Map(found.map((room) => [room.id, room])).values()])
    setIsAdding(false)
    announce(t('allSelected'))
  }

  return (
    <div className="sticky bottom-0 z-20 mt-2 flex flex-wrap items-center gap-2 rounded-md border border-line bg-surface px-3 py-2 shadow-lg">
      <p role="status" className="font-medium">
        {t('selected', { count: selected.length, limit: MAX_BATCH_ROOMS })}
      </p>
      <span className="ms-auto flex flex-wrap gap-2">
        {canAddAll ? (
          <Button size="small" variant="quiet" aria-disabled={isAdding} onClick={addAll}>
            {t('selectAll', { count: total })}
          </Button>
        ) : null}
        <Button size="small" variant="quiet" onClick={clear}>
          {t('clearSelection')}
        </Button>
        <Link href="/batches/new" variant="primary" size="small">
          {t('changeSelected', { count: selected.length })}
        </Link>
      </span>
    </div>
  )
}
