'use client'

import type { ReactNode } from 'react'

type Props = {
  children: ReactNode
  /** Selects the items that close it when they are pressed. */
  items?: string
}

/** A menu built on `<details>`, so that it opens even before hydration. */
export function Menu({ children, items = 'a' }: Props) {
  return (
    <details
      className="relative"
      onToggle={({ currentTarget: menu }) => {
        if (menu.open) closeAutomatically(menu, items)
      }}
    >
      {children}
    </details>
  )
}

/** Marks a `<summary>` as that of a menu. */
export function MenuChevron() {
  return (
    <svg aria-hidden="true" viewBox="0 0 10 6" className="w-2.5 shrink-0 text-muted">
      <path d="m1 1 4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  )
}

/** Closes an open menu on Esc, on a press outside it, and when one of its items is pressed. */
function closeAutomatically(menu: HTMLDetailsElement, items: string): void {
  const controller = new AbortController()
  const { signal } = controller
  const close = () => {
    controller.abort()
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
      if (!(target instanceof Element) || !target.closest(items)) return
      close()
      // A hidden item would lose the focus to the page. Runs before React calls the item's handler.
      if (target.closest('button')) menu.querySelector('summary')?.focus()
    },
    { signal },
  )
  menu.addEventListener('toggle', () => menu.open || controller.abort(), { signal })
}
