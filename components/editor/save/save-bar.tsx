'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { lazily } from '@/components/ui/lazily'
import type { Change } from '@/lib/shared/changes/change'
import { useDraftCounts } from '../form/draft-counts'
import type { SaveState } from './use-save-flow'

// Comes with the first save.
const SaveWords = lazily(() => import('./outcome/save-words').then((m) => m.SaveWords))

type Props = {
  state: SaveState
  /** One sentence of the form itself, such as "nothing to save" or "discarded". */
  said: string | null
  /** Keys that others took out of the room, so that no row goes without a word. */
  deleted: readonly string[]
  onUndo: (() => void) | null
  onCompare: (change: Change) => void
  onDiscard: () => void
  onReview: () => void
}

/** What the draft amounts to, how its save goes, and the way on. Sticks to the bottom of the window. */
export function SaveBar(props: Props) {
  const { state, said, deleted, onUndo, onCompare, onDiscard, onReview } = props
  const t = useTranslations('editor.bar')
  const counts = useDraftCounts()
  const sending = state.at === 'sending'
  const parts = [
    counts.changed > 0 ? t('changed', { count: counts.changed }) : null,
    counts.added > 0 ? t('added', { count: counts.added }) : null,
    counts.removed > 0 ? t('removed', { count: counts.removed }) : null,
    counts.conflicts > 0 ? t('conflicts', { count: counts.conflicts }) : null,
  ].filter((part) => part !== null)
  return (
    <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-t bg-surface px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-52 text-sm">
        {state.at === 'idle' && deleted.length === 0 ? null : (
          <SaveWords state={state} deleted={deleted} onCompare={onCompare} />
        )}
        {said && !sending ? (
          <p className="flex flex-wrap items-center gap-x-1">
            {said}
            {onUndo ? (
              <Button look="quiet" size="small" onClick={onUndo}>
                {t('undo')}
              </Button>
            ) : null}
          </p>
        ) : null}
        <p className={counts.all > 0 ? 'font-medium' : 'text-muted'}>
          {parts.length > 0 ? parts.join(' · ') : t('clean')}
        </p>
      </div>
      {counts.all > 0 ? (
        <Button look="quiet" onClick={onDiscard}>
          {t('discard')}
        </Button>
      ) : null}
      <Button id="review" look="primary" aria-keyshortcuts="Control+S Meta+S" onClick={onReview}>
        {t('review')}
        <kbd aria-hidden className="hidden font-sans text-xs opacity-80 sm:inline">
          {t('shortcut')}
        </kbd>
      </Button>
    </div>
  )
}
