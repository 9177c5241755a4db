import { useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useDebounced } from '@/lib/client/debounced'
import { useTypedText } from './use-typed-text'

const PAUSE_MS = 200

/**
 * What is typed into the finder, and the `search` it comes to after a pause. The search stands in the address, so that
 * going back to the list finds it again. `given` is the search that the server rendered, at `renderedAt`.
 */
export function useSearchText(given: { search: string; renderedAt: number }) {
  const inAddress = useSearchParams().get('search') ?? ''
  const { text, typed, take, composition } = useTypedText(inAddress)
  const search = useDebounced(typed.trim(), PAUSE_MS)

  // A link to the list from the list itself renders the page anew without mounting it anew.
  const [seen, setSeen] = useState(given.renderedAt)
  if (seen !== given.renderedAt) {
    setSeen(given.renderedAt)
    if (given.search === inAddress && given.search !== search) take(given.search)
  }

  useEffect(() => {
    const address = new URL(location.href)
    if ((address.searchParams.get('search') ?? '') === search) return
    if (search) address.searchParams.set('search', search)
    else address.searchParams.delete('search')
    history.replaceState(null, '', address)
  }, [search])

  return { text, search, settled: text.trim() === search, take, composition }
}
