'use client'

import type { ReactNode } from 'react'

/** A menu built on `<details>`, so that it opens even before hydration. */
export function Menu({ children }: { children: ReactNode }) {
  return (
    <details
      className="relative"
      onToggle={({ currentTarget: menu }) => {
        if (menu.open) closeAutomatically(menu)
      }}
    >
      {children}
    </details>
  )
}

/** Closes an open menu on Esc, on a press outside it, and when one of its links is followed. */
function closeAutomatically(menu: HTMLDetailsElement): void {
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
      if (target instanceof Element && target.closest('a')) close()
    },
    { signal },
  )
  menu.addEventListener('toggle', () => menu.open || controller.abort(), { signal })
}
