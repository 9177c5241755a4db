import type { FormEvent } from 'react'

/**
 * Stops the browser from submitting a form and returns a function that reads its fields by name.
 * Reads the DOM, because password managers bypass React state.
 */
export function formValues(event: FormEvent<HTMLFormElement>): (field: string) => string {
  event.preventDefault()
  const data = new FormData(event.currentTarget)
  return (field) => {
    const text = data.get(field)
    return typeof text === 'string' ? text : ''
  }
}
