'use client'

import { CircleCheck, LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextButton } from '@/components/ui/text-button'
import { When } from '@/components/ui/when'
import type { Change } from '@/lib/shared/change'
import { changedSince } from '@/lib/shared/unfinished'
import { useDraftCounts } from './draft-counts'
import type { SaveState } from './use-save-flow'

const mono = (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>
const SLOW_MS = 2_000

type Props = {
  state: SaveState
  /** One sentence of the form itself, such as "nothing to save" or "discarded". */
  said: string | null
  onUndo: (() => void) | null
  onCompare: (change: Change) => void
  onDiscard: () => void
  onReview: () => void
}

/** What the draft amounts to, how its save goes, and the way on. Sticks to the bottom of the window. */
export function SaveBar({ state, said, onUndo, onCompare, onDiscard, onReview }: Props) {
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
        {sending ? <Sending /> : <Result state={state} onCompare={onCompare} />}
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

/** A good end, in the one place where it may stay unread. Every other end is a banner. */
function Result({ state, onCompare }: { state: SaveState; onCompare: (change: Change) => void }) {
  const t = useTranslations('outcome')
  if (state.at !== 'settled' || state.change.outcome !== 'applied') return null
  const { change } = state
  const lost = change.engine !== undefined && change.engine.code !== 0
  const since = changedSince(change)
  return (
    <p className="flex items-start gap-1.5 font-medium text-good">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {since.length > 0
          ? t.rich('changedSince', { keys: since.map(({ key }) => key).join(', '), mono })
          : lost
            ? t('savedLost', { count: change.changes.length })
            : t.rich('saved', {
                when: () => <When at={change.readAt ?? change.at} style="clock" />,
              })}
        {since.length > 0 ? (
          <TextButton onClick={() => onCompare(change)}>{t('compare')}</TextButton>
        ) : null}
      </span>
    </p>
  )
}
