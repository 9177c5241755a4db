import { type KeyboardEvent, useEffect, useEffectEvent } from 'react'
import { isCommand, isComposing, isTyping } from '@/lib/client/browser/keys'
import type { RowActions } from './form/rows/use-row-actions'

const FIELD = /^rows\.(\d+)\.(key|value|undo)$/

/**
 * The keys of the editor. Nothing happens in mid-composition of an input method: its Enter chooses a character.
 * Returns the handler of the form; saving and undoing listen to the whole window.
 */
export function useShortcuts(
  rows: RowActions,
  on: { review: () => void; canEdit: boolean; layerOpen: boolean },
) {
  const onWindowKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (on.layerOpen || isComposing(event) || !isCommand(event) || event.altKey || event.shiftKey)
      return
    const key = event.key.toLowerCase()
    if (key === 's') {
      event.preventDefault()
      on.review()
    } else if (key === 'z' && !isTyping(event) && rows.undo()) {
      event.preventDefault()
    }
  })
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent) => onWindowKey(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])

  return (event: KeyboardEvent) => {
    const match = event.target instanceof Element ? FIELD.exec(event.target.id) : null
    if (!match || !on.canEdit || isComposing(event.nativeEvent)) return
    const index = Number(match[1])
    const field = match[2]
    const command = isCommand(event.nativeEvent)
    if (command && event.key === 'Enter') rows.add(index)
    else if (command && event.key === 'Backspace')
      field === 'undo' ? rows.restore(index) : rows.remove(index)
    else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))
      moveTo(index, event.key === 'ArrowUp' ? -1 : 1, field === 'key' ? 'key' : 'value')
    else if (event.key === 'Enter' && field === 'key')
      document.getElementById(`rows.${index}.value`)?.focus()
    else return
    event.preventDefault()
  }
}

/** The same column of the next row, or the undo of a removed one. */
function moveTo(index: number, step: number, field: 'key' | 'value') {
  const next = index + step
  const target =
    document.getElementById(`rows.${next}.${field}`) ?? document.getElementById(`rows.${next}.undo`)
  target?.focus()
}
