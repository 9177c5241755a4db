import { useEffect, useEffectEvent, useState } from 'react'
import type { UseFormGetValues } from 'react-hook-form'
import type { Metadata } from '@/lib/shared/contract'
import type { Draft } from '@/lib/shared/draft'
import { rebase } from '@/lib/shared/rebase'
import type { RowActions } from './use-row-actions'

const FOCUSED_ROW = /^rows\.(\d+)\./

/**
 * Keeps the draft over the room: each new read moves the rows that nobody touched. The row with the caret follows
 * when the caret leaves it, so call `onBlur` of the form's focusout. Returns which keys came in anew, and when.
 */
export function useFollow(
  { entries, readAt }: Metadata,
  getValues: UseFormGetValues<Draft>,
  put: RowActions['put'],
) {
  const [updated, setUpdated] = useState<ReadonlyMap<string, string>>(new Map())

  function follow() {
    const before = getValues('rows')
    const { rows, added } = rebase(before, entries, focusedRow())
    const moved = rows.flatMap((row, at) => {
      const value = row?.was?.value
      return row?.was && value !== before[at]?.was?.value && value === row.value
        ? [row.was.key]
        : []
    })
    const changed = rows.some((row, at) => row !== before[at]) || added.length > 0
    if (!changed) return
    put(rows, added)
    const keys = [...moved, ...added.map(({ key }) => key)]
    setUpdated((shown) => new Map([...shown, ...keys.map((key) => [key, readAt] as const)]))
  }

  const onRead = useEffectEvent((_readAt: string) => follow())
  useEffect(() => onRead(readAt), [readAt])

  return { updated, forgetUpdated: () => setUpdated(new Map()), follow }
}

function focusedRow(): number {
  const match = FOCUSED_ROW.exec(document.activeElement?.id ?? '')
  return match ? Number(match[1]) : -1
}
