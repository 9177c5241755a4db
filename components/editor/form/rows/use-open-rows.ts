import { type FocusEvent, useState } from 'react'
import { runAfterPress } from '@/lib/client/browser/press'
import { PLACES_OF_RETURN } from '../../places-of-return'

/**
 * The rows that show their second line: the one with the focus, and those above it that had the focus
 * before. To close one of these would move the focused row.
 */
export function useOpenRows() {
  const [openIds, setOpenIds] = useState<readonly string[]>([])

  function onFocus({ target, currentTarget }: FocusEvent<HTMLElement>, ids: readonly string[]) {
    const index = [...currentTarget.children].findIndex((row) => row.contains(target))
    const id = ids[index]
    if (id === undefined) return
    setOpenIds((open) => [...open.filter((other) => ids.indexOf(other) < index), id])
  }

  const onBlur = () =>
    runAfterPress(() => {
      // The history of a row opens from its line, which keeps its height for the way back.
      if (!document.activeElement?.closest(`#rows, #room-history, ${PLACES_OF_RETURN}`))
        setOpenIds([])
    })

  return { openIds, onFocus, onBlur }
}
