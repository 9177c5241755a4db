'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { lazily } from '@/components/ui/lazily'
import type { Change } from '@/lib/shared/change'
import { useDraftCounts } from './draft-counts'
import type { SaveState } from './use-save-flow'

// Comes with the first save that goes well.
const SavedLine = lazily(() => import('./outcome/saved-line').then((m) => m.SavedLine))
const mono = (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>
const SLOW_MS = 2_000

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
        {sending ? <Sending /> : null}
        {state.at === 'settled' && state.change.outcome === 'applied' ? (
          <SavedLine change={state.change} onCompare={() => onCompare(state.change)} />
        ) : null}
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
        {deleted.length > 0 ? (
          <p className="text-muted">
            {t.rich('deletedByOthers', { keys: deleted.join(', '), mono })}
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

function Sending() {
  const t = useTranslations('outcome')
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="flex items-center gap-1.5 font-medium">
      <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-accent" />
      {slow ? t('stillWaiting') : t('saving')}
    </p>
  )
}
