'use client'

import { CircleCheck, LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { TextButton } from '@/components/ui/buttons/text-button'
import { mono } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { listOverwritten } from '@/lib/shared/changes/partial-change'
import { useDraftCounts } from '../form/use-draft-counts'
import { isSaveUnderWay, type SaveDispatch, type SaveState } from './save-state'

const SLOW_MS = 2_000

type Props = {
  state: SaveState
  dispatch: SaveDispatch
  /** Keys that other people deleted, so that no row disappears without an explanation. */
  deletedKeys: readonly string[]
}

/** Summarises the draft and its save. Sticks to the bottom of the window. */
export function SaveBar({ state, dispatch, deletedKeys }: Props) {
  const t = useTranslations('editor.bar')
  const counts = useDraftCounts()
  const isUnderWay = isSaveUnderWay(state)
  const parts = [
    counts.changed > 0 ? t('changed', { count: counts.changed }) : null,
    counts.added > 0 ? t('added', { count: counts.added }) : null,
    counts.removed > 0 ? t('removed', { count: counts.removed }) : null,
    counts.conflicts > 0 ? t('conflicts', { count: counts.conflicts }) : null,
  ].filter((part) => part !== null)
  return (
    <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-t bg-surface px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-52 text-sm">
        <SaveStatus state={state} dispatch={dispatch} />
        {deletedKeys.length > 0 ? (
          <p className="text-muted">
            {t.rich('deletedByOthers', { keys: deletedKeys.join(', '), mono })}
          </p>
        ) : null}
        <DraftMessage message={state.message} dispatch={dispatch} />
        <p className={counts.total > 0 ? 'font-medium' : 'text-muted'}>
          {parts.length > 0 ? parts.join(' · ') : t('clean')}
        </p>
      </div>
      {counts.total > 0 && !isUnderWay ? (
        <Button variant="quiet" onClick={() => dispatch({ type: 'discard' })}>
          {t('discard')}
        </Button>
      ) : null}
      <Button
        id="review"
        variant="primary"
        // Keeps the focus, which `disabled` would lose.
        aria-disabled={isUnderWay}
        aria-keyshortcuts="Control+S Meta+S"
        onClick={() => dispatch({ type: 'review' })}
      >
        {t('review')}
        <kbd aria-hidden className="hidden font-sans text-xs opacity-80 sm:inline">
          {t('shortcut')}
        </kbd>
      </Button>
    </div>
  )
}

/** A save in progress or done. Success is shown only here; every other outcome gets a banner. */
function SaveStatus({ state: { progress }, dispatch }: Omit<Props, 'deletedKeys'>) {
  if (progress.status === 'sending') return <SendingMessage />
  if (progress.status !== 'settled' || progress.change.outcome !== 'applied') return null
  const { change } = progress
  const dialog = { kind: 'overwritten', change } as const
  return (
    <SavedMessage change={change} onCompare={() => dispatch({ type: 'open-dialog', dialog })} />
  )
}

function DraftMessage({ message, dispatch }: Pick<SaveState, 'message'> & Pick<Props, 'dispatch'>) {
  const t = useTranslations('editor')
  if (message === null) return null
  if (message === 'nothing-to-save') return <p>{t('nothingToSave')}</p>
  return (
    <p className="flex flex-wrap items-center gap-x-1">
      {t('discarded')}
      <Button variant="quiet" size="small" onClick={() => dispatch({ type: 'undo' })}>
        {t('bar.undo')}
      </Button>
    </p>
  )
}

function SendingMessage() {
  const t = useTranslations('outcome')
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="flex items-center gap-1.5 font-medium">
      <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-accent" />
      {isSlow ? t('stillWaiting') : t('saving')}
    </p>
  )
}

function SavedMessage({ change, onCompare }: { change: Change; onCompare: () => void }) {
  const t = useTranslations('outcome')
  const wasReplyLost = change.engine !== undefined && change.engine.code !== 0
  const overwritten = listOverwritten(change)
  return (
    <p className="flex items-start gap-1.5 font-medium text-good">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {overwritten.length > 0
          ? t.rich('changedSince', { keys: overwritten.map(({ key }) => key).join(', '), mono })
          : wasReplyLost
            ? t('savedLost', { count: change.changes.length })
            : t.rich('saved', {
                when: () => <Timestamp at={change.readAt ?? change.at} format="clock" />,
              })}
        {overwritten.length > 0 ? (
          <TextButton onClick={onCompare}>{t('compare')}</TextButton>
        ) : null}
      </span>
    </p>
  )
}
