/** True during IME composition, when key presses must be ignored. */
export function isComposing(event: KeyboardEvent): boolean {
  // Safari reports the key that ends a composition with code 229 only. An input method that is
  // switched on reports every key that way, also chords, which compose nothing.
  return event.isComposing || (event.keyCode === 229 && !event.ctrlKey && !event.metaKey)
}

/** Ctrl, or ⌘ on a Mac. Not AltGr, which Windows reports as Ctrl and Alt. */
export const isCommandKey = (event: KeyboardEvent) =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.getModifierState('AltGraph')

/**
 * True for Ctrl/⌘ and a letter, which is looked for at its place on a US keyboard when the layout
 * has no Latin letters or an input method hides the key.
 */
export function isShortcut(event: KeyboardEvent, letter: string): boolean {
  const { key, code } = event
  const pressed = /^[!-~]$/.test(key) ? key.toLowerCase() : code.replace('Key', '').toLowerCase()
  return isCommandKey(event) && !event.shiftKey && !isComposing(event) && pressed === letter
}

/** The name of a key that types no letter, such as Enter, also with an input method on. */
export const keyName = ({ key, code }: KeyboardEvent) => (key === 'Process' ? code : key)

/** True when the event comes from a form control. */
export function isInTextField(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('input, textarea, select') !== null
}
