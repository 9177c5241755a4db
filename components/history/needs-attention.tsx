'use client'

import { useTranslations } from 'next-intl'
import type { Change } from '@/lib/shared/changes/change'
import { ChangeEntry } from './entry/change-entry'
import type { EntryListProps } from './entry/entry-list'

/** The changes that need attention. Renders nothing if there are none. */
export function NeedsAttention({
  changes,
  entries,
}: {
  changes: readonly Change[]
  entries: EntryListProps
}) {
  const t = useTranslations('history.needsAttention')
  if (changes.length === 0) return null
  const { openIds, onToggle, canRestore, showsRoom, roomNames } = entries
  return (
    <section aria-label={t('title')} className="rounded-md border border-warn bg-warn-soft">
      <h2 className="px-3 pt-2 font-semibold">{t('title')}</h2>
      <p className="px-3 pb-2 text-sm">{t('text')}</p>
      <ol className="divide-y divide-line rounded-b-md bg-surface">
        {changes.map((change) => (
          <ChangeEntry
            key={change.id}
            needsAttention
            change={change}
            // Not the id of the same change in the list below, which expands separately.
            isOpen={openIds.has(`open-${change.id}`)}
            onToggle={() => onToggle(`open-${change.id}`)}
            canRestore={canRestore}
            showsRoom={showsRoom}
            roomName={roomNames?.get(change.room)}
          />
        ))}
      </ol>
    </section>
  )
}
