import { useEffect } from 'react'

/** Keeps the title of the tab, also over Next, which writes the page's own when its metadata comes in late. Null leaves it. */
export function useDocumentTitle(title: string | null): void {
  useEffect(() => {
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
