/** What a title starts with in any case: an error, which comes first, and the dot of a draft. */
const FIRST = /^(?:Error: |错误：)?(?:• )?/

let mark = ''

/** The title with the number of changes that need attention; unchanged if it has it already. */
export function addTitleCount(title: string): string {
  const first = title.match(FIRST)?.[0] ?? ''
  const rest = title.slice(first.length)
  return rest.startsWith(mark) ? title : `${first}${mark}${rest}`
}

/**
 * Shows a number in the title of the tab; none for 0. Keeps it there when the page changes its title,
 * until the function that it returns is called.
 */
export function keepTitleCount(count: number): () => void {
  mark = count === 0 ? '' : `(${count}) `
  const apply = () => {
    const shown = addTitleCount(document.title)
    if (document.title !== shown) document.title = shown
  }
  apply()
  const observer = new MutationObserver(apply)
  observer.observe(document.head, { childList: true, subtree: true, characterData: true })
  return () => {
    observer.disconnect()
    const [first = ''] = document.title.match(FIRST) ?? []
    const rest = document.title.slice(first.length)
    const last = mark
    mark = ''
    if (last && rest.startsWith(last)) document.title = `${first}${rest.slice(last.length)}`
  }
}
