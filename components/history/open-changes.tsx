'use client'

import { useTranslations } from 'next-intl'
import type { Change } from '@/lib/shared/changes/change'
import type { Entries } from './change-days'
import { ChangeEntry } from './entry/change-entry'

/** What somebody has to see to, before everything else; nothing where there is none. */
export function OpenChanges({
  changes,
  entries,
}: {
  changes: readonly Change[]
  entries: Entries
}) {
  const t = useTranslations('history.open')
  if (changes.length === 0) return null
  const { opened, onToggle, ...rest } = entries
  return (
    <section aria-label={t('title')} className="rounded-md border border-warn bg-warn-soft">
      <h2 className="px-3 pt-2 font-semibold">{t('title')}</h2>
      <p className="px-3 pb-2 text-sm">{t('text')}</p>
      <ol className="divide-y divide-line rounded-b-md bg-surface">
        {changes.map((change) => (
          <ChangeEntry
            key={change.id}
            waiting
            change={change}
            // Apart from the same entry in the list below.
            open={opened.has(`open-${change.id}`)}
            onToggle={() => onToggle(`open-${change.id}`)}
            {...rest}
          />
        ))}
      </ol>
    </section>
  )
}
