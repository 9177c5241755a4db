import { useState } from 'react'

/**
 * The React key of a form whose fields start with the filters in the address. It changes, which
 * resets the fields, when a chip or *Back* changes the filters, not when the form itself did: what is
 * typed while those apply would be lost.
 *
 * @param filters the present filters, as the query string has them
 */
export function useFormKey(filters: string) {
  const [state, setState] = useState({ key: 0, filters, applied: filters })
  if (filters !== state.filters) {
    const key = filters === state.applied ? state.key : state.key + 1
    setState({ key, filters, applied: filters })
  }
  return {
    key: state.key,
    /** Call it with the filters that the form applies. */
    onApply: (applied: string) => setState((current) => ({ ...current, applied })),
  }
}
