import { type RefObject, useEffectEvent, useLayoutEffect } from 'react'
import { earlyInputProps, isTextField, takeEarlyInput } from '../resilience/early-input'

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

/**
 * Submits a form of uncontrolled fields on whose fields Enter was pressed before it was interactive:
 * the browser submits nothing while the button is disabled. Spread the result on the fields.
 */
export function useEarlySubmit(form: RefObject<HTMLFormElement | null>) {
  useLayoutEffect(() => {
    const inputs = [...(form.current?.elements ?? [])].filter(isTextField).map(takeEarlyInput)
    if (inputs.some((input) => input?.keys.some(({ key }) => key === 'Enter')))
      form.current?.requestSubmit()
  }, [form])
  return earlyInputProps
}
