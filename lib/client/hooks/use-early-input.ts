import { useEffectEvent, useLayoutEffect } from 'react'
import { isTextField, takeEarlyInput } from '../resilience/early-input'

/**
 * Keeps what was typed into a controlled field before it was interactive: `onText` gets the text,
 * and keys such as Enter are pressed again.
 */
export function useEarlyInput(findField: () => Element | null, onText: (text: string) => void) {
  const onHydrated = useEffectEvent(() => {
    const field = findField()
    const input = isTextField(field) && takeEarlyInput(field)
    if (!input) return
    // Before the state changes, because setting the value moves the caret to its end.
    field.value = input.text
    field.setSelectionRange(...input.selection)
    onText(input.text)
    for (const key of input.keys)
      requestAnimationFrame(() => field.dispatchEvent(new KeyboardEvent('keydown', key)))
  })
  useLayoutEffect(() => onHydrated(), [])
}
