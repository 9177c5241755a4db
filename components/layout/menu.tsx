'use client'

import type { ReactNode } from 'react'

/** A layer that opens without any code of ours; what closes it comes when it is opened. */
export function Menu({ children }: { children: ReactNode }) {
  return (
    <details
      className="relative"
      onToggle={async ({ currentTarget: menu }) => {
        // Without that code, pressing the button again closes it.
        const closing = menu.open && (await import('./menu-closing').catch(() => null))
        if (closing) closing.closeByItself(menu)
      }}
    >
      {children}
    </details>
  )
}
