import { useSyncExternalStore } from 'react'
import { getPageAlert, type PageAlert, subscribeToPageAlert } from './page-alert'

/** What a person must know about the page as a whole; null if nothing. */
export function usePageAlert(): PageAlert | null {
  return useSyncExternalStore(subscribeToPageAlert, getPageAlert, () => null)
}
