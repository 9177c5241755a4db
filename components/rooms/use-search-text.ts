import { useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useDebounced } from '@/lib/client/hooks/use-debounced'
import { useTypedText } from '@/lib/client/hooks/use-typed-text'
import { toSearchText } from '@/lib/client/rooms/room-input'

const DEBOUNCE_MS = 200

/**
 * The typed text, and the `search` that follows it after a pause. The query string holds the
 * search, so that going back to the list restores it.
 */
export function useSearchText() {
  const searchInUrl = useSearchParams().get('search') ?? ''
  const { text, committedText, onTextChange, compositionHandlers } = useTypedText(searchInUrl)
  const search = useDebounced(toSearchText(committedText), DEBOUNCE_MS)
  const lastSearchInUrl = useRef(searchInUrl)
  const ownWrites = useRef<string[]>([])
  const isLeaving = useRef(false)

  // Replacing the URL during a navigation cancels it, because Next treats that as a new navigation.
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      if (event.target instanceof Element && event.target.closest('a[href]'))
        isLeaving.current = true
    }
    document.addEventListener('click', onClick, { capture: true })
    return () => document.removeEventListener('click', onClick, { capture: true })
  }, [])

  useEffect(() => {
    if (isLeaving.current) return
    const url = new URL(location.href)
    if ((url.searchParams.get('search') ?? '') === search) return
    if (search) url.searchParams.set('search', search)
    else url.searchParams.delete('search')
    ownWrites.current.push(search)
    history.replaceState(null, '', url)
  }, [search])

  // `searchInUrl` updates late, while the user types on. Values that were not written here come
  // from a link or from *Back* and replace the text.
  useEffect(() => {
    if (lastSearchInUrl.current === searchInUrl) return
    lastSearchInUrl.current = searchInUrl
    isLeaving.current = false
    const index = ownWrites.current.lastIndexOf(searchInUrl)
    if (index < 0) onTextChange(searchInUrl)
    ownWrites.current = ownWrites.current.slice(index + 1)
  }, [searchInUrl, onTextChange])

  return {
    text,
    search,
    isSettled: toSearchText(text) === search,
    onTextChange,
    compositionHandlers,
  }
}
