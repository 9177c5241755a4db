'use client'

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { mono } from '@/components/ui/rich-text-tags'
import { announce } from '@/lib/client/browser/announce'
import { listEditedKeys, rebaseRecord, selectOffers } from '@/lib/client/drafts/kept-drafts'
import { useEditor } from '../editor-context'
import { useRowsSelector } from '../form/rows/use-rows-selector'
import { isSaveUnderWay, type SaveState } from '../save/machine/save-state'
import { formatDraft } from './format-draft'
import type { KeptDrafts } from './keeping/use-kept-drafts'
import { SavedAt } from './saved-at'
import { useUnloadQuestion } from './use-unload-question'

type Props = { drafts: KeptDrafts; openIds: ReadonlySet<string>; state: SaveState }

/**
 * Offers the drafts that earlier pages and closed windows left. It belongs to the bar at the bottom,
 * because it appears after the page did and must not move the rows.
 */
export function DraftOffers({ drafts, openIds, state }: Props) {
  const t = useTranslations('drafts')
  const { entries, isReadOnly, isViewer } = useEditor()
  const { records, readAt, discarded, isRefused } = drafts
  const offeredIds = useRowsSelector((rows) =>
    selectOffers(records, {
      now: readAt,
      entries,
      rows,
      isOpenElsewhere: (windowId) => openIds.has(windowId),
    }).map(({ windowId }) => windowId),
  )
  const offers = isSaveUnderWay(state)
    ? []
    : offeredIds.flatMap((id) => records.find(({ windowId }) => windowId === id) ?? [])
  const canRestore = !isReadOnly && !isViewer
  useUnloadQuestion(isRefused)

  const count = offers.length
  const onOffers = useEffectEvent((count: number) => {
    if (count > 0) announce(t('found', { count }))
  })
  useEffect(() => onOffers(count), [count])
  const onRefused = useEffectEvent(() => announce(t('refused'), 'assertive'))
  useEffect(() => {
    if (isRefused) onRefused()
  }, [isRefused])

  if (count === 0 && !discarded && !isRefused) return null
  return (
    <section
      aria-label={t('label')}
      className="-mx-4 border-line border-t bg-surface px-4 py-1.5 text-sm"
    >
      {isRefused ? (
        <p className="flex items-start gap-1.5 py-1 text-warn">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t('refused')}
        </p>
      ) : null}
      {discarded ? (
        <div className="flex flex-wrap items-center gap-x-2">
          <p>
            {t.rich('discarded', { when: () => <SavedAt at={discarded.savedAt} now={readAt} /> })}
          </p>
          <Button size="small" variant="quiet" onClick={() => drafts.undoDiscard(discarded)}>
            {t('undo')}
          </Button>
        </div>
      ) : null}
      <ul>
        {offers.map((record) => (
          <li key={record.windowId} className="flex flex-wrap items-center gap-x-2 gap-y-1 py-0.5">
            <p className="min-w-0 flex-1 basis-52">
              <span className="font-medium">
                {t.rich('offer', { when: () => <SavedAt at={record.savedAt} now={readAt} /> })}
              </span>{' '}
              <span className="text-muted">{mono(listEditedKeys(record.rows).join(', '))}</span>
            </p>
            {canRestore ? (
              <Button size="small" onClick={() => drafts.restore(record)}>
                {t('restore')}
              </Button>
            ) : (
              <CopyButton
                showsLabel
                text={formatDraft(rebaseRecord(record, entries), record.importText)}
                label={t('copy')}
              />
            )}
            <Button size="small" variant="quiet" onClick={() => drafts.discard(record)}>
              {t('discard')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
