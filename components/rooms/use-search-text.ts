import { useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useDebounced } from '@/lib/client/hooks/debounced'
import { useTypedText } from '@/lib/client/hooks/use-typed-text'

const PAUSE_MS = 200

/**
 * What is typed into the finder, and the `search` it comes to after a pause. The search stands in the address, so that
 * going back to the list finds it again.
 */
export function useSearchText() {
  const inAddress = useSearchParams().get('search') ?? ''
  const { text, typed, take, composition } = useTypedText(inAddress)
  const search = useDebounced(typed.trim(), PAUSE_MS)
  const seen = useRef(inAddress)
  const written = useRef<string[]>([])
  const leaving = useRef(false)

  // Writing the address while a link is being followed would call that back: Next takes it for a step of its own.
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      if (event.target instanceof Element && event.target.closest('a[href]')) leaving.current = true
    }
    document.addEventListener('click', onClick, { capture: true })
    return () => document.removeEventListener('click', onClick, { capture: true })
  }, [])

  useEffect(() => {
    if (leaving.current) return
    const address = new URL(location.href)
    if ((address.searchParams.get('search') ?? '') === search) return
    if (search) address.searchParams.set('search', search)
    else address.searchParams.delete('search')
    written.current.push(search)
    history.replaceState(null, '', address)
  }, [search])

  // The address comes back late, while one types on: only what we did not write ourselves is a link followed.
  useEffect(() => {
    if (seen.current === inAddress) return
    seen.current = inAddress
    leaving.current = false
    const ours = written.current.lastIndexOf(inAddress)
    if (ours < 0) take(inAddress)
    written.current = written.current.slice(ours + 1)
  }, [inAddress, take])

  return { text, search, settled: text.trim() === search, take, composition }
}
