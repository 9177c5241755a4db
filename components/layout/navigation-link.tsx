'use client'

import type { Route } from 'next'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'

/** A link that is marked as current on its page and on the pages below it. */
export function NavigationLink({ href, children }: { href: Route; children: ReactNode }) {
  const path = usePathname()
  const current = path === href ? 'page' : path.startsWith(`${href}/`)
  return (
    <Link
      href={href}
      variant="plain"
      prefetch={false}
      aria-current={current || undefined}
      className="rounded-md px-2 py-1 text-muted text-sm hover:bg-hover hover:text-ink aria-[current]:font-medium aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-2 aria-[current]:decoration-accent aria-[current]:underline-offset-6"
    >
      {children}
    </Link>
  )
}
