import type { FormEvent } from 'react'

/** Of a form that is sent: what its fields hold, by name. Read from the fields themselves, which managers fill. */
export function textsOf(event: FormEvent<HTMLFormElement>): (name: string) => string {
  event.preventDefault()
  const data = new FormData(event.currentTarget)
  return (name) => {
    const text = data.get(name)
    return typeof text === 'string' ? text : ''
  }
}
