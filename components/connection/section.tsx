import type { ReactNode } from 'react'

/** A named part of the page. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 space-y-2">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  )
}
