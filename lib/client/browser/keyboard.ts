/** True during IME composition, when key presses must be ignored. Safari only sets key code 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

/** Ctrl, or ⌘ on a Mac. */
export const isCommandKey = (event: KeyboardEvent) => event.ctrlKey || event.metaKey

/** True when the event comes from a form control. */
export function isInTextField(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('input, textarea, select') !== null
}
