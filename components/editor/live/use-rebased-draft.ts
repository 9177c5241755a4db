import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { UseFormGetValues } from 'react-hook-form'
import type { Metadata } from '@/lib/shared/api/contract'
import type { Draft } from '@/lib/shared/changes/draft'
import { rebase } from '@/lib/shared/changes/rebase'
import type { RowActions } from '../form/rows/use-row-actions'
import { announceRemoteChanges } from './live-announcer'
import type { AddRemoteMarks } from './use-remote-marks'

const FOCUSED_ROW = /^rows\.(\d+)\./

type RebaseDeps = {
  getValues: UseFormGetValues<Draft>
  updateRows: RowActions['updateRows']
  addMarks: AddRemoteMarks
  /** A save of this window is under way, so what the room holds may be its own values. */
  isPaused: boolean
}

/**
 * Rebases the draft on each new read of the room: untouched rows take the new values, and remote
 * changes are announced. The row with the caret is skipped, and rows above it are not removed; call
 * the returned function when the focus leaves them.
 */
export function useRebasedDraft({ entries, readAt }: Metadata, deps: RebaseDeps): () => void {
  const { getValues, updateRows, addMarks, isPaused } = deps
  const t = useTranslations('live')
  const shownEntries = useRef(entries)

  function rebaseDraft() {
    if (isPaused) return
    const before = getValues('rows')
    const focusedRow = findFocusedRow()
    const rebased = rebase(before, entries, focusedRow)
    const rows = rebased.rows.map((row, index) =>
      row === null && index < focusedRow ? (before[index] ?? null) : row,
    )
    const { added } = rebased
    const updatedKeys = rows.flatMap((row, index) => {
      const value = row?.base?.value
      return row?.base && value !== before[index]?.base?.value && value === row.value
        ? [row.base.key]
        : []
    })
    const removedKeys = rows.flatMap((row, index) => (row ? [] : [before[index]?.base?.key ?? '']))
    const hasChanged = rows.some((row, index) => row !== before[index]) || added.length > 0
    if (!hasChanged) return
    updateRows(rows, added)
    addMarks(readAt, [...updatedKeys, ...added.map(({ key }) => key)], removedKeys)
  }

  const onRead = useEffectEvent(() => {
    if (isPaused) return
    if (shownEntries.current !== entries)
      announceRemoteChanges(t, getValues('rows'), shownEntries.current, entries)
    shownEntries.current = entries
    rebaseDraft()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per read, and after a save
  useEffect(() => onRead(), [readAt, isPaused])

  return rebaseDraft
}

function findFocusedRow(): number {
  const match = FOCUSED_ROW.exec(document.activeElement?.id ?? '')
  return match ? Number(match[1]) : -1
}
