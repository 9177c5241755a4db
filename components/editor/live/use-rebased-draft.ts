import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { UseFormGetValues } from 'react-hook-form'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import type { Metadata } from '@/lib/shared/api/contract'
import type { Draft } from '@/lib/shared/changes/draft'
import { rebase } from '@/lib/shared/changes/rebase'
import type { RowActions } from '../form/rows/use-row-actions'
import type { FindWriters } from './remote-writers'
import type { AddRemoteMarks } from './use-remote-marks'

/** What is said about changes of others loads with the other parts that a page needs later. */
const loadReports = () => import('../editor-notices')

const FOCUSED_ROW = /^rows\.(\d+)\./

type RebaseDeps = {
  slug: string
  getValues: UseFormGetValues<Draft>
  /** The row that keeps its place, so that no row above it may go; -1 if there is none. */
  getAnchorRow: () => number
  updateRows: RowActions['updateRows']
  addMarks: AddRemoteMarks
  /** A save of this window is under way, so what the room holds may be its own values. */
  isPaused: boolean
}

/**
 * Rebases the draft on each new read of the room: untouched rows take the new values, and remote
 * changes are announced. The row with the caret is skipped, and rows above it are not removed; call
 * the returned function when the focus leaves it.
 */
export function useRebasedDraft(metadata: Metadata, deps: RebaseDeps): () => void {
  const { entries, readAt } = metadata
  const { slug, getValues, getAnchorRow, updateRows, addMarks, isPaused } = deps
  const t = useTranslations('live')
  const client = useQueryClient()
  const userId = useCurrentUser()?.id
  const shownEntries = useRef(entries)
  const toWriters: FindWriters = (keys) =>
    loadReports()
      .then(({ findWriters }) => findWriters(client, slug, metadata, keys, userId))
      // Without the history the values count, not who wrote them.
      .catch(() => new Map())

  function rebaseDraft() {
    if (isPaused) return
    const before = getValues('rows')
    const focusedRow = findFocusedRow()
    const anchorRow = getAnchorRow()
    const rebased = rebase(before, entries, focusedRow)
    const rows = rebased.rows.map((row, index) =>
      row === null && index < anchorRow ? (before[index] ?? null) : row,
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
    const updated = [...updatedKeys, ...added.map(({ key }) => key)]
    void addMarks(
      { readAt, updated, deleted: removedKeys },
      toWriters([...updated, ...removedKeys]),
    )
  }

  const onRead = useEffectEvent(() => {
    if (isPaused) return
    if (shownEntries.current !== entries) {
      const reads = { rows: structuredClone(getValues('rows')), before: shownEntries.current }
      loadReports().then(
        ({ announceRemoteChanges }) => announceRemoteChanges(t, { ...reads, entries }, toWriters),
        () => undefined,
      )
    }
    shownEntries.current = entries
    rebaseDraft()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per read, and after a save
  useEffect(() => onRead(), [readAt, isPaused])

  // It is called a frame after the focus left a field, when a save may have ended since.
  const latest = useRef(rebaseDraft)
  useEffect(() => {
    latest.current = rebaseDraft
  })
  return () => latest.current()
}

function findFocusedRow(): number {
  const match = FOCUSED_ROW.exec(document.activeElement?.id ?? '')
  return match ? Number(match[1]) : -1
}
