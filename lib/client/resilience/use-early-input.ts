import { useEffectEvent, useLayoutEffect } from 'react'
import { earlyInputProps, isTextField, takeEarlyInput } from './early-input'

/**
 * Keeps what was typed into a controlled field before it was interactive: `onText` gets the text,
 * and keys such as Enter are pressed again. Spread the result on the field.
 */
export function useEarlyInput(findField: () => Element | null, onText: (text: string) => void) {
  const onHydrated = useEffectEvent(() => {
    const field = findField()
    const input = isTextField(field) && takeEarlyInput(field)
    if (!input) return
    onText(input.text)
    for (const key of input.keys)
      requestAnimationFrame(() => field.dispatchEvent(new KeyboardEvent('keydown', key)))
  })
  useLayoutEffect(() => onHydrated(), [])
  return earlyInputProps
}
