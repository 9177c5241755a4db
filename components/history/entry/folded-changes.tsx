'use client'

import { ChevronRight } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { monoBreakAll } from '@/components/ui/rich-text-tags'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import type { Change } from '@/lib/shared/changes/change'
import type { EntryListProps } from './entry-list'
import { ListedChange } from './listed-change'

const toFoldId = ({ id }: Change) => `folded-${id}`

/** Older changes of the key of the change above, behind one line that says how many and by whom. */
export function FoldedChanges({
  changes,
  entries,
}: {
  changes: readonly Change[]
  entries: EntryListProps
}) {
  const t = useTranslations('history')
  const format = useFormatter()
  const timeZone = useTimeZone()
  const listId = useId()
  const { openIds, onToggle } = entries
  // More of them may load later, so the line stays open whichever of them was there when it opened.
  const openFold = changes.map(toFoldId).find((id) => openIds.has(id))
  const isOpen = openFold !== undefined || changes.some(({ id }) => openIds.has(id))
  const [newest] = changes
  const oldest = changes.at(-1)
  if (!newest || !oldest) return null
  const names = new Set(changes.map(({ by }) => by?.name ?? t('sources.outside')))
  const formatTime = (at: string) =>
    format.dateTime(new Date(at), { timeStyle: 'medium', timeZone })

  function toggle() {
    if (openFold !== undefined) onToggle(openFold)
    else if (!isOpen && newest) onToggle(toFoldId(newest))
    for (const { id } of isOpen ? changes : []) if (openIds.has(id)) onToggle(id)
  }

  return (
    <>
      <li className="flex flex-wrap items-center gap-x-3 bg-sunken/50 px-3 py-1 text-sm">
        <Button
          variant="quiet"
          size="small"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          className="-ms-2"
          onClick={toggle}
        >
          <ChevronRight aria-hidden className={`size-4 ${isOpen ? 'rotate-90' : ''}`} />
          <span>
            {t.rich('folded', {
              count: changes.length,
              key: newest.changes[0]?.key ?? '',
              mono: monoBreakAll,
            })}
          </span>
        </Button>
        <span className="text-muted">
          {t('foldedBy', {
            since: formatTime(oldest.at),
            until: formatTime(newest.at),
            names: format.list(names, { type: 'conjunction' }),
          })}
        </span>
      </li>
      {isOpen ? (
        <li id={listId}>
          <ol className="divide-y divide-line border-control border-s-3">
            {changes.map((change) => (
              <ListedChange key={change.id} change={change} entries={entries} />
            ))}
          </ol>
        </li>
      ) : null}
    </>
  )
}
