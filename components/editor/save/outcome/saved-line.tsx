'use client'

import { CircleCheck, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TextButton } from '@/components/ui/buttons/text-button'
import { mono } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { listOverwritten } from '@/lib/shared/changes/partial-change'

export type SavedLineProps = {
  change: Change
  /** The save was an undo, so undoing it brings back what it undid. */
  isUndo: boolean
  onCompare: () => void
  /** Null once others wrote the keys of the change. */
  onUndo: (() => void) | null
}

/** Says that a save was confirmed, offers to undo it, and says what changed again since. */
export function SavedLine({ change, isUndo, onCompare, onUndo }: SavedLineProps) {
  const t = useTranslations('outcome')
  const wasReplyLost = change.engine !== undefined && change.engine.code !== 0
  const overwritten = listOverwritten(change)
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 font-medium text-good">
      <CircleCheck aria-hidden className="size-4 shrink-0" />
      <span>
        {overwritten.length > 0
          ? t.rich('changedSince', { keys: overwritten.map(({ key }) => key).join(', '), mono })
          : wasReplyLost
            ? t('savedLost', { count: change.changes.length })
            : t.rich(isUndo ? 'undone' : 'saved', {
                when: () => <Timestamp at={change.readAt ?? change.at} format="clock" />,
              })}
      </span>
      {overwritten.length > 0 ? (
        <TextButton onClick={onCompare}>{t('compare')}</TextButton>
      ) : onUndo ? (
        <TextButton
          className="text-sm!"
          onClick={onUndo}
          aria-label={t(isUndo ? 'redoSave' : 'undoSave')}
        >
          <Undo2 aria-hidden className={`size-3.5 ${isUndo ? '-scale-x-100' : ''}`} />
          {t(isUndo ? 'redo' : 'undo')}
        </TextButton>
      ) : null}
    </p>
  )
}
