import { useHydrated } from './hydrated'

/** The reader's time zone; UTC on the server, which does not know it, and in the first paint. */
export function useZone(): string {
  return useHydrated() ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC'
}
