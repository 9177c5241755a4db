'use client'

import { DaySections } from '@/components/ui/lists/day-sections'
import type { Change } from '@/lib/shared/changes/change'
import { ChangeEntry } from './entry/change-entry'

/** Options for all entries of a page. `openIds` are the ids of the expanded entries. */
export type EntryListProps = {
  openIds: ReadonlySet<string>
  onToggle: (id: string) => void
  canRestore: boolean
  showsRoom: boolean
}

/** Changes grouped by day. */
export function ChangeDays({
  changes,
  entries,
}: {
  changes: readonly Change[]
  entries: EntryListProps
}) {
  const { openIds, onToggle, ...rest } = entries
  return (
    <DaySections
      items={changes}
      renderItem={(change) => (
        <ChangeEntry
          key={change.id}
          change={change}
          anchor={`change-${change.id}`}
          isOpen={openIds.has(change.id)}
          onToggle={() => onToggle(change.id)}
          {...rest}
        />
      )}
    />
  )
}
