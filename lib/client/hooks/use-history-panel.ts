import { useSearchParams } from 'next/navigation'

const PARAM = 'history'

/**
 * The history beside the editor of a room. It is in the query string, so that *Back* closes it and
 * a link keeps it: `?history=` for all keys, `?history=banner` for one.
 */
export function useHistoryPanel() {
  const shown = useSearchParams().get(PARAM)

  /** `key` is null for the history of all keys. */
  return { isOpen: shown !== null, key: shown || null }
}

/** Opens the history of a key; null for all keys. */
export function showHistoryPanel(key: string | null): void {
  const next = new URLSearchParams(location.search)
  next.set(PARAM, key ?? '')
  history.pushState(null, '', `?${next}`)
}

export function closeHistoryPanel(): void {
  const next = new URLSearchParams(location.search)
  next.delete(PARAM)
  history.pushState(null, '', next.size > 0 ? `?${next}` : location.pathname)
}
