import { useNow } from 'next-intl'
import { useEffect, useState } from 'react'
import { serverNow } from '../resilience/server-clock'
import { useHydrated } from './use-hydrated'

/** The time of the server, updated every `intervalMs`. During hydration it is that of the page. */
export function useServerNow(intervalMs: number): Date {
  const renderedAt = useNow()
  const isHydrated = useHydrated()
  const [now, setNow] = useState(isHydrated ? () => new Date(serverNow()) : renderedAt)
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date(serverNow())), intervalMs)
    return () => clearInterval(timer)
  }, [intervalMs])
  return now
}
