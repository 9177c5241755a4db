import { useLayoutEffect } from 'react'

/**
 * Keeps the title of the tab, also over Next, which writes the page's own when its metadata comes in late. Null leaves
 * it. Ended together with its page, or it would write over the title of the one that comes next.
 */
export function useDocumentTitle(title: string | null): void {
  useLayoutEffect(() => {
    if (title === null) return
    const apply = () => {
      if (document.title !== title) document.title = title
    }
    apply()
    const observer = new MutationObserver(apply)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [title])
}
