import { useLayoutEffect } from 'react'
import { addTitleCount } from '../browser/title-count'

/**
 * Sets the title of the tab; null leaves it as it is. Observes `head`, because Next overwrites the
 * title when the metadata of the page arrives late. Uses a layout effect, so that the observer is
 * gone before the next page sets its own title.
 */
export function useDocumentTitle(title: string | null): void {
  useLayoutEffect(() => {
    if (title === null) return
    const apply = () => {
      const shown = addTitleCount(title)
      if (document.title !== shown) document.title = shown
    }
    apply()
    const observer = new MutationObserver(apply)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [title])
}
