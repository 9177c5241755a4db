import { useEffect, useEffectEvent } from 'react'
import { isCommandKey, isComposing, keyName } from '@/lib/client/browser/keyboard'
import { alignClosingBracket, indentNewLine, type TextEdit } from './json-text'
import { applyEdit } from './text-area'

/**
 * The keys of a text area with JSON: Enter and closing brackets indent, and a chord goes to the
 * matching bracket. Tab leaves the field as everywhere, so that it is no trap for the keyboard.
 */
export function useJsonKeys(
  fieldId: string | undefined,
  actions: { onKey: () => void; onGoToBracket: () => void },
) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { target: field } = event
    if (!(field instanceof HTMLTextAreaElement) || field.id !== fieldId) return
    if (event.defaultPrevented || isComposing(event)) return
    actions.onKey()
    if (isBracketChord(event)) actions.onGoToBracket()
    else {
      const edit = field.readOnly ? null : toEdit(event, field)
      if (!edit || !applyEdit(field, edit)) return
    }
    event.preventDefault()
  })
  // The part with the tools loads after the text area, and can outlive it.
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}

/** Ctrl/⌘ Shift \, where that is on a US keyboard: with Shift it types another character. */
const isBracketChord = (event: KeyboardEvent) =>
  isCommandKey(event) && event.shiftKey && (event.key === '\\' || event.code === 'Backslash')

function toEdit(event: KeyboardEvent, field: HTMLTextAreaElement): TextEdit | null {
  const { value, selectionStart: start, selectionEnd: end } = field
  if (isCommandKey(event)) return null
  if (event.key === '}' || event.key === ']')
    return alignClosingBracket(value, start, end, event.key)
  const isPlainEnter = keyName(event) === 'Enter' && !event.shiftKey && !event.altKey
  return isPlainEnter ? indentNewLine(value, start, end) : null
}
