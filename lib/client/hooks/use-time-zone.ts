import { useHydrated } from './use-hydrated'

/** The time zone of the browser; UTC on the server and during hydration. */
export function useTimeZone(): string {
  return useHydrated() ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC'
}
