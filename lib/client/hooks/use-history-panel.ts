import { useSearchParams } from 'next/navigation'

const PARAM = 'history'

/**
 * The history beside the editor of a room. It is in the query string, so that *Back* closes it and
 * a link keeps it: `?history=` for all keys, `?history=banner` for one.
 */
export function useHistoryPanel() {
  const params = useSearchParams()
  const shown = params.get(PARAM)

  function show(key: string | null) {
    const next = new URLSearchParams(location.search)
    next.set(PARAM, key ?? '')
    history.pushState(null, '', `?${next}`)
  }

  function close() {
    const next = new URLSearchParams(location.search)
    next.delete(PARAM)
    history.pushState(null, '', next.size > 0 ? `?${next}` : location.pathname)
  }

  /** `key` is null for the history of all keys. */
  return { isOpen: shown !== null, key: shown || null, show, close }
}
