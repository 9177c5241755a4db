import { type RefObject, useLayoutEffect } from 'react'
import { earlyInputProps, isTextField, takeEarlyInput } from './early-input'

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
