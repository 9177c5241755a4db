import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False on the server and in the first paint, true afterwards: the moment from which the reader's own zone is known. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
