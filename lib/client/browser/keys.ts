/** True while an input method composes: no key press means what it says then (Safari tells by key code 229 only). */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

/** Ctrl, or ⌘ on a Mac. */
export const isCommand = (event: KeyboardEvent) => event.ctrlKey || event.metaKey

/** True when the event comes from a place where one types. */
export function isTyping(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('input, textarea, select') !== null
}
