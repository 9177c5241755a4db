'use client'

import { Fragment } from 'react'
import { DaySections } from '@/components/ui/lists/day-sections'
import type { Change } from '@/lib/shared/changes/change'
import type { EntryListProps } from './entry/entry-list'
import { FoldedChanges } from './entry/folded-changes'
import { ListedChange } from './entry/listed-change'
import { groupByKey } from './key-groups'

/** Changes grouped by day. */
export function ChangeDays({
  changes,
  entries,
}: {
  changes: readonly Change[]
  entries: EntryListProps
}) {
  return (
    <DaySections
      items={changes}
      renderDay={(ofDay) =>
        groupByKey(ofDay, entries.groupsKeys === true).map(({ shown, folded }) => (
          <Fragment key={shown.id}>
            <ListedChange change={shown} entries={entries} />
            {folded.length > 0 ? <FoldedChanges changes={folded} entries={entries} /> : null}
          </Fragment>
        ))
      }
    />
  )
}
