import type { ReactNode } from 'react'

export function PageSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 space-y-2">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  )
}
