'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { TextButton } from '@/components/ui/buttons/text-button'
import { mono } from '@/components/ui/rich-text-tags'
import type { SaveRequest } from '@/lib/client/api/save-queries'
import { toKeyChanges } from '@/lib/shared/changes/draft'
import { compareWithRest, findRemainingChanges } from '@/lib/shared/changes/partial-change'
import { useEditor } from '../editor-context'
import { EditorPart } from '../editor-part'
import { useRowsSelector } from '../form/rows/use-rows-selector'
import { useDraftCounts } from '../form/use-draft-counts'
import type { Writer } from '../live/remote-writers'
import { canReview, isSaveUnderWay, type SaveDispatch, type SaveState } from './machine/save-state'
import { selectSaveMessage } from './save-message'
import { selectUndoable } from './undo/undo'

const SLOW_MS = 1_000

type Props = {
  state: SaveState
  dispatch: SaveDispatch
  /** Who deleted which keys elsewhere, so that no row disappears without an explanation. */
  deletions: ReadonlyMap<string, Writer>
  /** What has to be explained, in the place above the bar. */
  alerts?: ReactNode
  /** A message of one line about a save of others. */
  line?: ReactNode
}

/**
 * Summarises the draft, and is the one place for messages about its save. Sticks to the bottom of the
 * window, so that no message moves the rows; its line of text keeps its room while it is empty.
 */
export function SaveBar({ state, dispatch, deletions, alerts = null, line = null }: Props) {
  const t = useTranslations('editor')
  const isClosed = state.access === 'forbidden' || state.access === 'gone'
  if (isClosed && !alerts && !line) return null
  return (
    <section
      id="outcome"
      tabIndex={-1}
      aria-label={t('saveResult')}
      className="-outline-offset-2 sticky bottom-0 z-10 -mx-4 space-y-2 border-line border-t bg-surface px-4 py-2.5 sm:-mx-6 sm:px-6"
    >
      {alerts ? (
        <div className="max-h-[50dvh] space-y-3 overflow-y-auto empty:hidden">{alerts}</div>
      ) : null}
      {isClosed ? (
        line
      ) : (
        <DraftStatus state={state} dispatch={dispatch} deletions={deletions} line={line} />
      )}
    </section>
  )
}

function DraftStatus({ state, dispatch, deletions, line }: Props) {
  const t = useTranslations('editor.bar')
  const counts = useDraftCounts()
  const isUnderWay = isSaveUnderWay(state)
  const isReviewedAbove = useIsDraftTheRest(state)
  const parts = [
    counts.changed > 0 ? t('changed', { count: counts.changed }) : null,
    counts.added > 0 ? t('added', { count: counts.added }) : null,
    counts.removed > 0 ? t('removed', { count: counts.removed }) : null,
    counts.conflicts > 0 ? t('conflicts', { count: counts.conflicts }) : null,
  ].filter((part) => part !== null)
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1.5">
      <div className="flex min-h-11 min-w-0 flex-1 basis-full flex-col justify-center text-sm sm:basis-52">
        {line ?? <SaveStatus state={state} dispatch={dispatch} />}
        <div className="flex flex-wrap gap-x-3">
          <p className={counts.total > 0 ? 'font-medium' : 'text-muted'}>
            {parts.length > 0 ? parts.join(' · ') : t('clean')}
          </p>
          {groupByWriter(deletions).map(([who, keys]) => (
            <p key={who} className="text-muted">
              {t.rich('deletedElsewhere', { who, keys: keys.join(', '), mono })}
            </p>
          ))}
        </div>
      </div>
      {counts.total > 0 && !isUnderWay ? (
        <Button variant="quiet" onClick={() => dispatch({ type: 'discard' })}>
          {t('discard')}
        </Button>
      ) : null}
      {isReviewedAbove ? null : (
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
      )}
    </div>
  )
}

/** Whether the message about a partial save already offers to review this draft. */
function useIsDraftTheRest(state: SaveState): boolean {
  const message = selectSaveMessage(state)
  const { entries } = useEditor()
  const comparison = useRowsSelector((rows) =>
    message?.kind === 'partial'
      ? compareWithRest(toKeyChanges(rows), findRemainingChanges(message.change, entries))
      : null,
  )
  return comparison === 'same' && canReview(state)
}

/** The keys of the own other windows, of others and of no one known, each if there are any. */
function groupByWriter(deletions: ReadonlyMap<string, Writer>) {
  const groups: Record<'me' | 'others' | 'unknown', string[]> = { me: [], others: [], unknown: [] }
  for (const [key, { who }] of deletions)
    groups[who === 'me' || who === 'unknown' ? who : 'others'].push(key)
  return Object.entries(groups).filter(([, keys]) => keys.length > 0)
}

/** A save in progress or done, or what the person did with the draft since. */
function SaveStatus({ state, dispatch }: Pick<Props, 'state' | 'dispatch'>) {
  const t = useTranslations('editor')
  const message = selectSaveMessage(state)
  if (message?.kind === 'sending') return <SendingMessage request={message.request} />
  if (state.message === 'nothing-to-save') return <p>{t('nothingToSave')}</p>
  if (state.message === 'discarded')
    return (
      <p className="flex flex-wrap items-center gap-x-1">
        {t('discarded')}
        <TextButton onClick={() => dispatch({ type: 'undo' })}>{t('bar.undo')}</TextButton>
      </p>
    )
  if (message?.kind !== 'saved') return null
  const { change } = message
  const dialog = { kind: 'overwritten', change } as const
  return (
    <EditorPart
      part="saved"
      change={change}
      isUndo={state.progress.status === 'settled' && state.progress.request.isUndo === true}
      onCompare={() => dispatch({ type: 'open-dialog', dialog })}
      onUndo={selectUndoable(state) && (() => dispatch({ type: 'undo-save' }))}
    />
  )
}

/** Shows what a save is doing, once it takes long enough to be read. */
function SendingMessage({ request }: { request: SaveRequest }) {
  const t = useTranslations('outcome')
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="flex items-center gap-1.5 font-medium">
      <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-accent" />
      {isSlow ? <EditorPart part="sending" request={request} /> : t('saving')}
    </p>
  )
}
