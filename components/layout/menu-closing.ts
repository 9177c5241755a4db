/** Closes an open menu by Esc, by a press elsewhere, and when one of its links was followed. */
export function closeByItself(menu: HTMLDetailsElement): void {
  const listening = new AbortController()
  const { signal } = listening
  const close = () => {
    listening.abort()
    menu.open = false
  }
  document.addEventListener(
    'pointerdown',
    ({ target }) => {
      if (target instanceof Node && !menu.contains(target)) close()
    },
    { signal },
  )
  document.addEventListener(
    'keydown',
    ({ key }) => {
      if (key !== 'Escape') return
      close()
      menu.querySelector('summary')?.focus()
    },
    { signal },
  )
  menu.addEventListener(
    'click',
    ({ target }) => {
      if (target instanceof Element && target.closest('a')) close()
    },
    { signal },
  )
  menu.addEventListener('toggle', () => menu.open || listening.abort(), { signal })
}
