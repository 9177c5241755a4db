import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { UseFormGetValues } from 'react-hook-form'
import type { Metadata } from '@/lib/shared/api/contract'
import type { Draft } from '@/lib/shared/changes/draft'
import { rebase } from '@/lib/shared/changes/rebase'
import type { RowActions } from '../form/rows/use-row-actions'
import { announceRemoteChanges } from './live-announcer'

const FOCUSED_ROW = /^rows\.(\d+)\./

/** Remote changes to untouched rows since the last save: update times by key, and deleted keys. */
type RemoteMarks = {
  updatedAtByKey: ReadonlyMap<string, string>
  deletedKeys: readonly string[]
}
const NO_MARKS: RemoteMarks = { updatedAtByKey: new Map(), deletedKeys: [] }

/**
 * Rebases the draft on each new read of the room: untouched rows take the new values, and remote
 * changes are announced. The row with the caret is skipped; call `rebaseDraft` when it loses focus.
 */
export function useRebasedDraft(
  { entries, readAt }: Metadata,
  getValues: UseFormGetValues<Draft>,
  updateRows: RowActions['updateRows'],
) {
  const t = useTranslations('live')
  const [marks, setMarks] = useState(NO_MARKS)
  const shownEntries = useRef(entries)

  function rebaseDraft() {
    const before = getValues('rows')
    const { rows, added } = rebase(before, entries, findFocusedRow())
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
    const keys = [...updatedKeys, ...added.map(({ key }) => key)]
    setMarks(({ updatedAtByKey, deletedKeys }) => ({
      updatedAtByKey: new Map([...updatedAtByKey, ...keys.map((key) => [key, readAt] as const)]),
      deletedKeys: [...new Set([...deletedKeys, ...removedKeys])].filter(
        (key) => !keys.includes(key),
      ),
    }))
  }

  const onRead = useEffectEvent((_readAt: string) => {
    if (shownEntries.current !== entries)
      announceRemoteChanges(t, getValues('rows'), shownEntries.current, entries)
    shownEntries.current = entries
    rebaseDraft()
  })
  useEffect(() => onRead(readAt), [readAt])

  return { ...marks, clearRemoteMarks: () => setMarks(NO_MARKS), rebaseDraft }
}

function findFocusedRow(): number {
  const match = FOCUSED_ROW.exec(document.activeElement?.id ?? '')
  return match ? Number(match[1]) : -1
}
