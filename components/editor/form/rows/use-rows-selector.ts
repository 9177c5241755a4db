import { useSyncExternalStore } from 'react'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { useEditor } from '../../editor-context'

/**
 * Derives plain data from all rows, and renders again only when the result changes. Unlike the
 * `compute` of `useWatch`, `select` also runs on render, so it may use other values such as the
 * room's entries. Results are compared as JSON.
 */
export function useRowsSelector<T>(select: (rows: readonly DraftRow[]) => T): T {
  'use memo'
  const { getValues, subscribe } = useEditor()
  const subscribeToRows = (onChange: () => void) =>
    subscribe({ name: 'rows', formState: { values: true }, callback: onChange })
  const getSnapshot = () => JSON.stringify(select(getValues('rows')))
  return JSON.parse(useSyncExternalStore(subscribeToRows, getSnapshot, getSnapshot)) as T
}
