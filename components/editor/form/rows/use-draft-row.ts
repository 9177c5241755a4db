import { useState, useSyncExternalStore } from 'react'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { type Editor, useEditor } from '../../editor-context'

const FIELDS = ['key', 'value', 'base', 'removed', 'overwrite'] as const

/** The row at an index of the draft; null if the draft no longer has it. */
export function useDraftRow(index: number): DraftRow | null {
  'use memo'
  const { getValues, subscribe } = useEditor()
  const [readRow] = useState(() => createRowReader(getValues))
  const subscribeToRow = (onChange: () => void) =>
    subscribe({ name: `rows.${index}`, formState: { values: true }, callback: onChange })
  const getSnapshot = () => readRow(index)
  return useSyncExternalStore(subscribeToRow, getSnapshot, getSnapshot)
}

/** Returns the same copy until the row changes: the form changes its own rows in place. */
function createRowReader(getValues: Editor['getValues']) {
  let copy: DraftRow | null = null
  return (index: number) => {
    const row: DraftRow | undefined = getValues(`rows.${index}`)
    const isSame = row && copy && FIELDS.every((field) => row[field] === copy?.[field])
    if (!isSame) copy = row ? { ...row } : null
    return copy
  }
}
