import type { TextEdit } from './json-text'

/** The text area with this id; null while a control of the key catalogue takes its place. */
export function findTextArea(id: string): HTMLTextAreaElement | null {
  const element = document.getElementById(id)
  return element instanceof HTMLTextAreaElement ? element : null
}

/**
 * Edits as if typed, so that the undo of the browser takes it back. Returns false if the browser
 * cannot: `execCommand` is deprecated, but nothing else keeps the undo history of a text area.
 */
export function applyEdit(field: HTMLTextAreaElement, edit: TextEdit): boolean {
  const { selectionStart, selectionEnd } = field
  field.setSelectionRange(edit.start, edit.end)
  const isApplied = document.execCommand?.('insertText', false, edit.text) ?? false
  if (isApplied) field.setSelectionRange(edit.caret, edit.caret)
  else field.setSelectionRange(selectionStart, selectionEnd)
  return isApplied
}

/** Focuses a text area, selects a part of its text, or puts the caret there, and scrolls to it. */
export function selectText(field: HTMLTextAreaElement, start: number, end = start): void {
  field.focus({ preventScroll: true })
  field.setSelectionRange(start, end)
  scrollToText(field, end)
  field.scrollIntoView({ block: 'nearest' })
}

/**
 * Scrolls inside a text area to an offset. Browsers only scroll to what is typed, so a copy with the
 * text up to there measures where that is.
 */
export function scrollToText(field: HTMLTextAreaElement, offset: number): void {
  const copy = document.createElement('textarea')
  copy.className = field.className
  copy.value = field.value.slice(0, offset)
  copy.inert = true
  copy.style.cssText = `position: absolute; visibility: hidden; height: 0; min-height: 0; width: ${field.offsetWidth}px`
  field.after(copy)
  const bottom = copy.scrollHeight
  copy.remove()
  const isVisible =
    bottom <= field.scrollTop + field.clientHeight && bottom > field.scrollTop + LINE_PX
  if (!isVisible) field.scrollTop = bottom - field.clientHeight / 2
}

const LINE_PX = 20
