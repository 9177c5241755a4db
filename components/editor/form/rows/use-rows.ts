import { useSyncExternalStore } from 'react'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { useEditor } from '../../editor-context'

/**
 * Something told from all rows and from whatever else `compute` closes over, such as the room as last read; the form's
 * own `compute` is asked only when a row changes. The result must be plain data: it is compared by its text, so that
 * a component draws itself anew only when it says something else.
 */
export function useRows<T>(compute: (rows: readonly DraftRow[]) => T): T {
  const { getValues, subscribe } = useEditor()
  const listen = (changed: () => void) =>
    subscribe({ name: 'rows', formState: { values: true }, callback: changed })
  const snapshot = () => JSON.stringify(compute(getValues('rows')))
  return JSON.parse(useSyncExternalStore(listen, snapshot, snapshot)) as T
}
