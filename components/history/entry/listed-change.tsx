'use client'

import type { Change } from '@/lib/shared/changes/change'
import { ChangeEntry } from './change-entry'
import type { EntryListProps } from './entry-list'

/** A change of the list by day. Marks of the timeline link to it. */
export function ListedChange({ change, entries }: { change: Change; entries: EntryListProps }) {
  const { openIds, onToggle, canRestore, showsRoom, roomNames, panel } = entries
  return (
    <ChangeEntry
      change={change}
      anchor={`change-${change.id}`}
      isOpen={openIds.has(change.id)}
      onToggle={() => onToggle(change.id)}
      canRestore={canRestore}
      showsRoom={showsRoom}
      roomName={roomNames?.get(change.room)}
      panel={panel}
    />
  )
}
