import { type KeyboardEvent, useEffect, useEffectEvent } from 'react'
import {
  isCommandKey,
  isComposing,
  isInTextField,
  isShortcut,
  keyName,
} from '@/lib/client/browser/keyboard'
import type { RowActions } from './form/rows/use-row-actions'

const FIELD_ID = /^rows\.(\d+)\.(key|value|undo)$/

/**
 * Handles the editor's keyboard shortcuts. Returns the key handler of the form; saving and undoing
 * listen on the window. Ignores keys during IME composition, where Enter chooses a character.
 */
export function useShortcuts(
  rowActions: RowActions,
  actions: { review: () => void; canEdit: boolean; isDialogOpen: boolean },
) {
  const onWindowKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (actions.isDialogOpen) return
    if (isShortcut(event, 's')) actions.review()
    else if (
      isShortcut(event, 'z') &&
      actions.canEdit &&
      !isInTextField(event) &&
      rowActions.undo()
    )
      event.preventDefault()
  })
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent) => onWindowKey(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])

  return (event: KeyboardEvent) => {
    const match = event.target instanceof Element ? FIELD_ID.exec(event.target.id) : null
    if (!match || !actions.canEdit || isComposing(event.nativeEvent)) return
    const index = Number(match[1])
    const field = match[2]
    const key = keyName(event.nativeEvent)
    if (isCommandKey(event.nativeEvent) && key === 'Enter') rowActions.add(index)
    else if (event.altKey && (key === 'ArrowUp' || key === 'ArrowDown'))
      moveFocus(index, key === 'ArrowUp' ? -1 : 1, field === 'key' ? 'key' : 'value')
    else if (key === 'Enter' && field === 'key')
      document.getElementById(`rows.${index}.value`)?.focus()
    else return
    event.preventDefault()
  }
}

/** Moves to the same field of another row, or to the undo button if that row is removed. */
function moveFocus(index: number, step: number, field: 'key' | 'value') {
  const next = index + step
  const target =
    document.getElementById(`rows.${next}.${field}`) ?? document.getElementById(`rows.${next}.undo`)
  target?.focus()
}
