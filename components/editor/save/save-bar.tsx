'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { lazyComponent } from '@/components/ui/lazy-component'
import type { Change } from '@/lib/shared/changes/change'
import { useDraftCounts } from '../form/use-draft-counts'
import type { SaveState } from './use-save'

// Not needed before the first save.
const SaveStatus = lazyComponent(() => import('./outcome/save-status').then((m) => m.SaveStatus))

type Props = {
  state: SaveState
  /** A sentence from the form itself, such as "nothing to save" or "discarded". */
  message: string | null
  /** Keys that other people deleted, so that no row disappears without an explanation. */
  deletedKeys: readonly string[]
  onUndo: (() => void) | null
  onCompare: (change: Change) => void
  onDiscard: () => void
  onReview: () => void
}

/** Summarises the draft and its save. Sticks to the bottom of the window. */
export function SaveBar(props: Props) {
  const { state, message, deletedKeys, onUndo, onCompare, onDiscard, onReview } = props
  const t = useTranslations('editor.bar')
  const counts = useDraftCounts()
  const isSending = state.status === 'sending'
  const parts = [
    counts.changed > 0 ? t('changed', { count: counts.changed }) : null,
    counts.added > 0 ? t('added', { count: counts.added }) : null,
    counts.removed > 0 ? t('removed', { count: counts.removed }) : null,
    counts.conflicts > 0 ? t('conflicts', { count: counts.conflicts }) : null,
  ].filter((part) => part !== null)
  return (
    <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-t bg-surface px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-52 text-sm">
        {state.status === 'idle' && deletedKeys.length === 0 ? null : (
          <SaveStatus state={state} deletedKeys={deletedKeys} onCompare={onCompare} />
        )}
        {message && !isSending ? (
          <p className="flex flex-wrap items-center gap-x-1">
            {message}
            {onUndo ? (
              <Button variant="quiet" size="small" onClick={onUndo}>
                {t('undo')}
              </Button>
            ) : null}
          </p>
        ) : null}
        <p className={counts.total > 0 ? 'font-medium' : 'text-muted'}>
          {parts.length > 0 ? parts.join(' · ') : t('clean')}
        </p>
      </div>
      {counts.total > 0 ? (
        <Button variant="quiet" onClick={onDiscard}>
          {t('discard')}
        </Button>
      ) : null}
      <Button id="review" variant="primary" aria-keyshortcuts="Control+S Meta+S" onClick={onReview}>
        {t('review')}
        <kbd aria-hidden className="hidden font-sans text-xs opacity-80 sm:inline">
          {t('shortcut')}
        </kbd>
      </Button>
    </div>
  )
}
