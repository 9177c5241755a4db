import { useEffect } from 'react'
import { announce } from '../browser/announce'

/** Announces a message to screen readers when it appears or changes; null is silent. */
export function useAnnouncement(message: string | null): void {
  useEffect(() => {
    if (message !== null) announce(message)
  }, [message])
}
