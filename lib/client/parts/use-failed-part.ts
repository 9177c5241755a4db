import { useSyncExternalStore } from 'react'
import { hasFailedPart, subscribeToPartLoads } from './part-loads'

/** Whether a part of the page could not be loaded. */
export function useFailedPart(): boolean {
  return useSyncExternalStore(subscribeToPartLoads, hasFailedPart, () => false)
}
